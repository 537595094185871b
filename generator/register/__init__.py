"""The register: which letter bears which reference, what it was made from, and what happened to it.

It keeps data and files' checksums; it makes no letters. ``mailing`` walks a letter through: reserve_mailing, then the
files are made, then commit_letters; a run that was cut off does the same again and makes only what is missing.
"""

from generator.register.changes import Changes, FieldChange, RecipientChange, changed_input, differences
from generator.register.contents import sha256_of
from generator.register.forgetting import forget_contacts
from generator.register.lookups import (
    LetterHistory,
    find_council,
    find_letters,
    list_mailings,
    material_of,
    registered_recipients,
    show_letter,
)
from generator.register.making import Correction, commit_letters, next_version, record_correction
from generator.register.opening import REGISTER_FILE, Register, Stamp, open_register, register_is_there
from generator.register.posting import Posted, event_name, release, send, send_again, status_name, take_back
from generator.register.records import (
    Content,
    Data,
    Event,
    FailedLetter,
    FileRecord,
    Findings,
    JsonValue,
    LetterDraft,
    LetterRecord,
    MadeLetter,
    MailingDraft,
    MailingRecord,
    Material,
    Reservation,
    ReservedLetter,
    Shortage,
    VersionRecord,
)
from generator.register.reserving import reservation_refusal, reserve_mailing
from generator.register.schema import EventKind, LetterStatus, Origin
from generator.register.search import SearchResult, search
from generator.register.stock import StockRecord, Waiting, reorder, stock, supply
from generator.register.taking_turns import only_one
from generator.register.verifying import verify

__all__ = [
    "REGISTER_FILE",
    "Changes",
    "Content",
    "Correction",
    "Data",
    "Event",
    "EventKind",
    "FailedLetter",
    "FieldChange",
    "FileRecord",
    "Findings",
    "JsonValue",
    "LetterDraft",
    "LetterHistory",
    "LetterRecord",
    "LetterStatus",
    "MadeLetter",
    "MailingDraft",
    "MailingRecord",
    "Material",
    "Origin",
    "Posted",
    "RecipientChange",
    "Register",
    "Reservation",
    "ReservedLetter",
    "SearchResult",
    "Shortage",
    "Stamp",
    "StockRecord",
    "VersionRecord",
    "Waiting",
    "changed_input",
    "commit_letters",
    "differences",
    "event_name",
    "find_council",
    "find_letters",
    "forget_contacts",
    "list_mailings",
    "material_of",
    "next_version",
    "only_one",
    "open_register",
    "record_correction",
    "register_is_there",
    "registered_recipients",
    "release",
    "reorder",
    "reservation_refusal",
    "reserve_mailing",
    "search",
    "send",
    "send_again",
    "sha256_of",
    "show_letter",
    "status_name",
    "stock",
    "supply",
    "take_back",
    "verify",
]
