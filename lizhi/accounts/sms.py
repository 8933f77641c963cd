"""The words of text messages about signing in. Data, as all words of papers and notices."""

CODE = "【{product}】验证码 {code}，{minutes} 分钟内有效，只填在登录页。谁打电话来要都别给。"
UNKNOWN = (
    "【{product}】有人用这个号登录，但它没在花名册里。刚入职的话问 HR；"
    "已离职，用离职前留的号。不是您本人操作的，不用理会。"
)
