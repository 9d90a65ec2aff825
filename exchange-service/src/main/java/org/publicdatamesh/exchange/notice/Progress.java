package org.publicdatamesh.exchange.notice;

/**
 * How far the holders of what was corrected are.
 *
 * @param told how many grants' holders it was told to
 * @param acknowledged how many of them have taken it up
 * @param applied how many of those have changed their copies
 */
public record Progress(long told, long acknowledged, long applied) {
    /** Nobody was told. */
    public static final Progress NONE = new Progress(0, 0, 0);
}
