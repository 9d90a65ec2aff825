package org.publicdatamesh.kit.http;

import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/**
 * A fetch that brought no answer, with the reason. Its message is fit to be told: it names no address inside; its cause, where it
 * has one, is for the log.
 */
public final class FetchFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** Why there is no answer. */
    public enum Reason {
        /** The address is not {@code http} or {@code https} with a host and without user information. */
        NOT_A_WEB_ADDRESS,
        /** The host's name is not known. */
        UNKNOWN_HOST,
        /** The host has an address that is not of the public Internet, and the operator has not allowed it. */
        PRIVATE_ADDRESS,
        /** More redirects than are followed. */
        TOO_MANY_REDIRECTS,
        /** A redirect without an address, or one from {@code https} to {@code http}. */
        BAD_REDIRECT,
        /** More bytes than are taken, counted on the line and after decompression. */
        TOO_LARGE,
        /** A content coding that was not asked for and is not known. */
        UNKNOWN_CODING,
        /** It took longer than is waited. */
        TIMED_OUT,
        /** No connection, or the certificate is not the host's. */
        UNREACHABLE,
        /** The connection ended within the answer. */
        BROKEN_OFF,
        /** What came could not be kept here. */
        NOT_KEPT;

        /** As it is told: {@code private-address}. */
        public String code() {
            return EventJson.kebab(this);
        }
    }

    private final Reason reason;
    private final @Nullable String about;

    FetchFailure(Reason reason, @Nullable String about, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.about = about;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The host or the content coding that it is about; null where it is about neither. */
    public @Nullable String about() {
        return about;
    }
}
