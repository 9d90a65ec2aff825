package org.publicdatamesh.kit.event.exchange;

/** How data are to reach the unit that applies for them (Art. 24). */
public enum DeliveryWay {
    /** It reads rows from the platform; no medium is handed over. */
    ROWS,
    /** By a medium that is handed over and recorded; it may read rows too. */
    OFFLINE
}
