"""What parties refuses: an entry that cannot be a party of its kind."""

from django.utils.translation import gettext_lazy as _

NAME_MISSING = _("请填写姓名或者名称。")
IDENTITY_NUMBER_WRONG = _("居民身份证号码应为 18 位，且校验码相符。")
BIRTH_DIFFERS = _("出生日期与身份证号码不符。")
BIRTH_IN_FUTURE = _("出生日期晚于今天。")
CREDIT_CODE_WRONG = _("统一社会信用代码应为 18 位，且校验码相符。")
CREDIT_CODE_OF_PERSON = _("自然人没有统一社会信用代码。")
REPRESENTATIVE_MISSING = _("法人或者其他组织须写明法定代表人或者负责人。")
OPERATOR_MISSING = _("个体工商户须写明经营者。")
NAME_DIFFERS = _("此证件号码在册的姓名与填写的不同，请核对证件。")
