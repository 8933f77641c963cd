"""The page that explains a package to whoever opens it in thirty years. Chinese, plain text."""

from lizhi.cases.models import Case

TEXT = """\
离职档案 {number}
{name}，{entity}

一、这是什么
这个文件夹是一次离职的全部正式记录：文书、经过、签名的证据。它在办结时封存，以后不再改动。
格式是 BagIt（RFC 8493）。所有文件都没有加密、没有压缩，任何电脑都能直接打开。

二、里面有什么
data/documents/    文书，PDF/A-2a，用任何 PDF 阅读器打开；签名就在文件里
data/unsigned/     没有签完的文书，只作记录，没有效力（没有这种文书时就没有这个文件夹）
data/metadata/     case.json 这一单的基本情况；process.json 当时的流程；history.json 每一步
                   timeline.txt 经过（能直接读）；audit.jsonl 经过（带哈希链，用来核对）
                   ledger.json 每份文书每一版的 SHA-256
                   facts/ 文书上的内容；templates/ 当时的版式
                   signatures/ 每个签名是怎么来的
                   proofs.json 当时交过哪些证明（只有指纹，没有原件）
                   notice.json 通知的全部内容；这个文件的 SHA-256 就是送达回执上的通知内容指纹
                   （由公司提出的，是公司当时填写的内容，指纹在 audit.jsonl 第一行的 content_hash）
                   （留言已按期删除，或姓名后来更正过的，没有这个文件）
                   checks.json 封存时的四性检测结果
                   heads.json 和 heads/ 每天对全部经过做的总指纹和时间戳（办结当天的由封存本身担保）
data/sm2/          单位用国密 SM2 对文书做的签名（单位开了这一项才有）；只有 lizhi verify 核对，
                   常用 PDF 阅读器不认识
data/trust/        root.pem 根证书，签名和时间戳都由它担保
                   services.pem 第三方签署平台的根证书（有文书在平台上签署才有，由封存担保；
                   哪份文书是哪个平台签的，写在 ledger.json 的 service）
旁边的 seal.p7s 和 seal.tsr 是对 tagmanifest-sha256.txt 的签名（CMS）和时间戳（RFC 3161）
旁边的 renewal-001.txt、renewal-001.tsr 等，是以后每年续加的时间戳（第一年还没有）：
txt 里是清单、签名、以前所有时间戳和当天吊销列表（.crl）的 SHA-256，tsr 是对这个 txt 的时间戳。
旧时间戳的证书到期以后，靠后一年的时间戳证明它当时有效。文书和清单不再改动。
旁边的 addition-001.pdf 等，是封存以后才出的文书（没有就没有）：json 是它的登记，txt 里是本档案
清单、这份文书和登记的 SHA-256，p7s 和 tsr 是对 txt 的签名和时间戳，核对办法和封存的一样。

三、怎样核对（任选一种）
1. 荔枝离职：lizhi verify 这个文件夹或压缩包
2. 通用工具：
   sha256sum -c tagmanifest-sha256.txt
   sha256sum -c manifest-sha256.txt
   openssl cms -verify -binary -inform DER -in ../seal.p7s -content tagmanifest-sha256.txt \\
     -CAfile data/trust/root.pem -purpose any -out /dev/null
   openssl ts -verify -data tagmanifest-sha256.txt -in ../seal.tsr -CAfile data/trust/root.pem
   续加的时间戳，在有 seal.p7s 的那个文件夹里（001 换成最新的编号）：
   sha256sum -c renewal-001.txt
   openssl ts -verify -data renewal-001.txt -in renewal-001.tsr \\
     -CAfile {number}/data/trust/root.pem
3. PDF 阅读器：先信任 data/trust/root.pem，再打开文书看签名

四、经过怎样核对
audit.jsonl 每行一件事。把 [case, seq, kind, actor, happened_at, step, facts, words, previous]
写成 JSON（UTF-8，键按字母排序，没有空格，时间用 UTC 并写到微秒），算 SHA-256，就是这一行的 digest；
下一行的 previous 必须等于它。第一行的 previous 是 64 个 0。words 是加密后的文字：密钥删掉以后，
文字读不出来，这条链照样能核对。

五、效力
签名是公司内部签章（级别 L1，双方约定使用），不是持牌机构的电子认证，也不是公安备案的电子印章。
ledger.json 里写有 by_hand 的文书，该方是在打印件上亲笔签名的，文件里没有该方的电子签名；
纸质原件是原件，存放处和扫描件的指纹在 metadata/on-paper.json，扫描件在 evidence/（没有这种文书
就没有这些）。扫描件只是副本，封存只证明收到以后没有改动。
页脚写明单位签章为 L2 的文书，其单位签章用持牌机构的证书，核对时另需该机构公布的根证书。
根证书的 SHA-256 请向公司核对：{root}
"""


DAYS = """\

六、怎样确认经过没有在事后重写
系统每天把当天有变动的每一单写成一行“编号 最后一件事的序号 它的 digest”，按编号排好，算出一个总指纹
（Merkle 根，RFC 9162：行前加字节 00，两个指纹相接前加字节 01，再算 SHA-256），写进
heads/日期.json，
并加时间戳；下一天的 previous 是前一天那个文件的 SHA-256。heads.json 的每一项说明本单当天那一行
（case seq digest）怎样经过 path 里的指纹得到 root。时间戳这样核对，别的日子换成别的文件名：
openssl ts -verify -data data/metadata/heads/{day}.json -in data/metadata/heads/{day}.tsr \\
  -CAfile data/trust/root.pem
audit.jsonl 里序号为 seq 的那一行 digest 相同，就说明那天以前的经过，从那天起没有改过。
"""


def text(case: Case, *, root: str, last_head: str = "") -> bytes:
    """The page for one case; `root` is the SHA-256 of the root certificate.

    `last_head` is the last day whose stamped head is in the package, if there is one.
    """
    number, entity = case.number, case.entity.name
    name = case.employment.person.name
    told = TEXT.format(number=number, name=name, entity=entity, root=root)
    return (told + (DAYS.format(day=last_head) if last_head else "")).encode()
