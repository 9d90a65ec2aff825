package org.publicdatamesh.kit.event.exchange;

/** What a holder owes when a correction has reached it (Art. 27). */
public enum NoticeStep {
    /** To take the notice up. */
    ACKNOWLEDGEMENT,
    /** To confirm that its copies are changed. */
    CONFIRMATION
}
