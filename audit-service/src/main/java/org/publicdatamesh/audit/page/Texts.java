package org.publicdatamesh.audit.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page says, in English. */
@MessageBundle(value = "text", locale = "en")
interface Texts {
    @Message("Audit log of the public data mesh")
    String title();

    @Message("What happened on the platform, in an append-only log that anyone can check.")
    String intro();

    @Message("Newest checkpoint")
    String checkpoint();

    @Message("Log")
    String origin();

    @Message("Leaves")
    String size();

    @Message("Root hash")
    String root();

    @Message("Signed note")
    String note();

    @Message("Verifier keys")
    String keys();

    @Message("No checkpoint has been published yet.")
    String noCheckpoint();

    @Message("Search the record")
    String search();

    @Message(
            "For auditors and the authority's administrators. The token stays in this window and goes only to this service.")
    String access();

    @Message("Access token")
    String token();

    @Message("Catalogue entry (id)")
    String entry();

    @Message("Unit")
    String unit();

    @Message("Grant (id)")
    String grant();

    @Message("Event type")
    String type();

    @Message("From")
    String from();

    @Message("Until")
    String to();

    @Message("Search")
    String find();

    @Message("More")
    String more();

    @Message("Time")
    String time();

    @Message("Subject")
    String subject();

    @Message("Leaf")
    String leaf();

    @Message("Event")
    String event();

    @Message("Receipt")
    String receipt();

    @Message("records")
    String found();

    @Message("No record fits.")
    String nothing();

    @Message("The service answered")
    String failed();

    @Message("Check a receipt")
    String check();

    @Message("Paste a receipt; your browser checks it by itself. No token is needed.")
    String checkIntro();

    @Message("Check")
    String checkButton();

    @Message("The receipt is complete and its leaf belongs to the event it names")
    String wellFormed();

    @Message("The proof leads from the leaf to the root of the checkpoint")
    String included();

    @Message("The Ed25519 signature of the checkpoint holds under this log's key")
    String ed25519();

    @Message("The SM2 signature of the checkpoint holds under this log's key")
    String sm2();

    @Message("The log published now continues the log of that checkpoint")
    String consistent();

    @Message("The receipt is good: the event is in the log.")
    String valid();

    @Message("The receipt does not hold.")
    String invalid();

    @Message("could not be checked by this browser")
    String unchecked();

    @Message("To check the whole log without this service: mesh verify-log.")
    String offline();

    @Message("中文")
    String otherLanguage();

    @Message("Nothing speaks against the receipt, but not everything could be checked here: use mesh verify-log.")
    String undecided();
}
