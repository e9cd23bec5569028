"""What roles are called. A company without a data-protection officer never reads the word."""

from bot.i18n import Text, say
from bot.people.roles import Role

NAMES = {
    Role.PRODUCT: say("Product"),
    Role.ENGINEERING: say("Engineering"),
    Role.QA: say("QA"),
    Role.OPERATIONS: say("Operations"),
    Role.SECURITY: say("Security"),
    Role.PRIVACY: say("Data protection officer"),
    Role.CONTROLLER: say("Controller (decides on data protection)"),
    Role.LEGAL: say("Legal"),
    Role.WORKS_COUNCIL: say("Works council"),
    Role.MARKETING: say("Marketing"),
    Role.SALES: say("Sales"),
    Role.SUPPORT: say("Support"),
    Role.MANAGEMENT: say("Management"),
}
WITHOUT_DPO = say("Data protection coordination")


def role_name(role: Role, *, has_dpo: bool = True) -> Text:
    return WITHOUT_DPO if role is Role.PRIVACY and not has_dpo else NAMES[role]
