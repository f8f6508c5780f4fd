"""The accounts of an import: whose posts go to whom; who has none of their own here gets one, or somebody else the posts."""

from dataclasses import dataclass, field

from engine.content.emails import is_email
from engine.content.fields import sanitize_user
from engine.domain import accounts, users
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.passwords import generate_password
from engine.model.accounts import AccountDraft
from engine.model.errors import DomainError
from engine.model.transfer import ImportChoices, ImportReport, TransferAuthor
from engine.model.users import UserQuery


@dataclass(slots=True)
class AccountImport:
    """The authors that were met so far; `ids` are the ids of our accounts by theirs, where they said theirs."""

    ctx: Context
    choices: ImportChoices
    report: ImportReport
    ids: dict[str, int] = field(default_factory=dict)
    _met: dict[str, int] = field(default_factory=dict)
    _nobody: int = 0

    async def meet(self, author: TransferAuthor) -> None:
        """Find the account that an author's posts go to, or make one."""
        if author.login in self._met:
            return
        ours = await self._account(author)
        self._met[author.login] = ours
        if author.id:
            self.ids[author.id] = ours

    async def of(self, login: str) -> int:
        """The account that a post of this author goes to, or one of nobody."""
        if not login:
            return await self._fallback()
        await self.meet(TransferAuthor(login))
        return self._met[login]

    async def _account(self, author: TransferAuthor) -> int:
        wanted = self.choices.accounts.get(author.login)
        if wanted is not None:
            chosen = await users.by_name(self.ctx, wanted)
            if chosen:
                return chosen.id
            self._leave_out(author, f"there is no account {wanted}; its posts went to another")
            return await self._fallback()
        found = await users.by_login(self.ctx, author.login)
        if found is None and author.email:
            found = await users.by_email(self.ctx, author.email)
        if found:
            return found.id
        if self.choices.makes_accounts and is_email(author.email) and can(self.ctx, "create_users"):
            try:
                return await self._new(author)
            except DomainError as error:
                self._leave_out(author, error.message)
        else:
            self._leave_out(author, "no account fits; the posts went to another one")
        return await self._fallback()

    def _leave_out(self, author: TransferAuthor, why: str) -> None:
        self.report.leave_out("author", author.login, why)

    async def _new(self, author: TransferAuthor) -> int:
        login = sanitize_user(author.login, strict=True, locale=self.ctx.locale)
        draft = AccountDraft(
            login=login or author.email.partition("@")[0],
            email=author.email,
            password=generate_password(24),
            role=self.ctx.options.text("default_role") or "subscriber",
            display_name=author.display_name,
            profile={"first_name": author.first_name, "last_name": author.last_name},
        )
        self.report.authors += 1
        return (await accounts.create(self.ctx, draft)).id

    async def _fallback(self) -> int:
        self._nobody = self._nobody or await self._somebody()
        return self._nobody

    async def _somebody(self) -> int:
        if self.choices.fallback:
            return self.choices.fallback
        if self.ctx.actor.id:
            return self.ctx.actor.id
        query = UserQuery(roles=("administrator",), orderby="id", per_page=1, count=False)
        found = (await users.query(self.ctx, query)).items
        return found[0].id if found else 1
