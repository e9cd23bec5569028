"""What holds for the whole company: whether it has a data-protection officer, and who administers teams."""

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db.base import Base
from bot.db.upsert import insert_once, upsert
from bot.people.profiles import is_workspace_admin
from bot.people.teams import Team

THE_COMPANY = 1


class CompanyRow(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    has_dpo: Mapped[bool]


class TeamAdminRow(Base):
    __tablename__ = "team_admin"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)


def lock_roles(tx: Session) -> None:
    """Whoever changes roles waits for whoever is changing them: the rules look at what others hold."""
    insert_once(tx, CompanyRow, key={"id": THE_COMPANY}, values={"has_dpo": True})
    tx.execute(select(CompanyRow.id).where(CompanyRow.id == THE_COMPANY).with_for_update())


def has_dpo(tx: Session) -> bool:
    """Whether there is a data-protection officer (DSB); until somebody says otherwise there is."""
    said = tx.scalar(select(CompanyRow.has_dpo).where(CompanyRow.id == THE_COMPANY))
    return said is None or said


def declare_dpo(tx: Session, *, exists: bool) -> None:
    upsert(tx, CompanyRow, key={"id": THE_COMPANY}, values={"has_dpo": exists})


def admins(tx: Session, team: Team) -> tuple[str, ...]:
    """Whoever set the team up, and those who were named."""
    named = tx.scalars(
        select(TeamAdminRow.user).where(TeamAdminRow.team_id == team.id).order_by(TeamAdminRow.user)
    )
    return tuple(dict.fromkeys((team.created_by, *named)))


def name_admins(tx: Session, team: Team, users: tuple[str, ...]) -> None:
    tx.execute(delete(TeamAdminRow).where(TeamAdminRow.team_id == team.id, TeamAdminRow.user.not_in(users)))
    for user in users:
        insert_once(tx, TeamAdminRow, key={"team_id": team.id, "user": user}, values={})


def may_administer(tx: Session, team: Team, user: str) -> bool:
    """The team's admins; workspace admins always."""
    return user in admins(tx, team) or is_workspace_admin(tx, user)
