"""Everything that can be done with a proof of who somebody is."""

from lizhi.identity.actions.counting import count_face, forget_faces
from lizhi.identity.actions.faces import (
    agree_to_face,
    ask_face,
    face_back,
    face_down,
    face_opened,
    face_told,
    link_of,
    void_faces,
)
from lizhi.identity.actions.passkeys import (
    Added,
    Shown,
    add_passkey,
    ask_new_passkey,
    ask_passkey,
    check_passkey,
    remove_passkey,
    rename_passkey,
)
from lizhi.identity.actions.proofs import forget, prove, spend
from lizhi.identity.actions.signing_in import Question, Recognised, ask_who, recognise

__all__ = [
    "Added",
    "Question",
    "Recognised",
    "Shown",
    "add_passkey",
    "agree_to_face",
    "ask_face",
    "ask_new_passkey",
    "ask_passkey",
    "ask_who",
    "check_passkey",
    "count_face",
    "face_back",
    "face_down",
    "face_opened",
    "face_told",
    "forget",
    "forget_faces",
    "link_of",
    "prove",
    "recognise",
    "remove_passkey",
    "rename_passkey",
    "spend",
    "void_faces",
]
