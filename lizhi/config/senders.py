"""Settings of the ways by which texts leave the house; `settings` takes them all."""

from lizhi.config import environment as env

MESSAGE_SENDERS = {
    "box": "lizhi.notifications.providers.box.BoxSender",
    "smtp": "lizhi.notifications.providers.smtp.SmtpSender",
    "http": "lizhi.notifications.providers.http.HttpSender",
    "aliyun": "lizhi.notifications.providers.aliyun.AliyunSender",
    "tencent": "lizhi.notifications.providers.tencent.TencentSender",
}
SMS_SENDER = env.text("LIZHI_SMS_SENDER", "box")
MAIL_SENDER = env.text("LIZHI_MAIL_SENDER", "box")
SMS_HTTP_URL = env.text("LIZHI_SMS_HTTP_URL")
SMS_HTTP_SECRET = env.secret("LIZHI_SMS_HTTP_SECRET")
SMS_HTTP_TEMPLATE = env.text(
    "LIZHI_SMS_HTTP_TEMPLATE", '{"id": "$id", "to": "$to", "text": "$text"}'
)
SMS_TEMPLATES = env.text("LIZHI_SMS_TEMPLATES")
"""Path of a JSON file: which template that a cloud has approved fits which text of ours."""
SMS_SIGN_NAME = env.text("LIZHI_SMS_SIGN_NAME")
"""The signature in 【】 that the cloud has approved."""
ALIYUN_KEY = env.text("LIZHI_ALIYUN_KEY")
ALIYUN_SECRET = env.secret("LIZHI_ALIYUN_SECRET")
ALIYUN_SMS_HOST = env.text("LIZHI_ALIYUN_SMS_HOST", "dysmsapi.aliyuncs.com")
TENCENT_KEY = env.text("LIZHI_TENCENT_KEY")
TENCENT_SECRET = env.secret("LIZHI_TENCENT_SECRET")
TENCENT_SMS_HOST = env.text("LIZHI_TENCENT_SMS_HOST", "sms.tencentcloudapi.com")
TENCENT_SMS_APP = env.text("LIZHI_TENCENT_SMS_APP")
TENCENT_REGION = env.text("LIZHI_TENCENT_REGION", "ap-guangzhou")
DEFAULT_FROM_EMAIL = env.text("LIZHI_MAIL_FROM", "lizhi@localhost")
EMAIL_HOST = env.text("LIZHI_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("LIZHI_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("LIZHI_SMTP_USER")
EMAIL_HOST_PASSWORD = env.secret("LIZHI_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("LIZHI_SMTP_TLS")
EMAIL_TIMEOUT = 10
