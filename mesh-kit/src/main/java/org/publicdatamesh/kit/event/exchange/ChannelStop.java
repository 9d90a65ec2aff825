package org.publicdatamesh.kit.event.exchange;

/** Why notices go to a webhook no more. */
public enum ChannelStop {
    /** It answered that it is gone (410). */
    GONE,
    /** It did not take a notice for as long as is tried. */
    GIVEN_UP
}
