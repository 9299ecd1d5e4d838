package org.shuguan.dataplane.source;

import org.jspecify.annotations.Nullable;

/// A source or a part of it could not be read.
public final class SourceUnreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong, for a person to mend.
    public enum Reason {
        HOST_UNKNOWN,
        REFUSED,
        TIMED_OUT,
        CREDENTIALS,
        DATABASE_MISSING,
        /// there is no usable driver for this kind of database
        DRIVER_MISSING,
        SCHEMA_MISSING,
        NO_RIGHTS,
        TOO_MANY_CONNECTIONS,
        /// the other side ended the connection in the midst of an answer
        BROKEN_OFF,
        FILE_MISSING,
        FILE_BROKEN,
        FORMAT_UNKNOWN,
        /// no text, though its name says so
        BINARY,
        /// a web page that calls itself a table
        WEB_PAGE,
        /// a line that is longer than any line of a table
        LINE_TOO_LONG,
        /// unpacks to far more than a workbook can hold
        BOMB,
        /// locked with a password
        LOCKED,
        /// there is nothing at this address of an interface
        ADDRESS_MISSING,
        /// an interface leads to another origin, where the token must not go
        ELSEWHERE,
        /// no OpenAPI document that we read
        NO_OPENAPI,
        /// an interface answers with something else than JSON
        NO_JSON,
        /// what an interface answers is not as its document says, or the document does not say it
        NOT_DESCRIBED,
        /// an operation needs a value that only a person knows
        PARAMETER_NEEDED,
        /// a page that is larger than any page
        TOO_LARGE,
        EMPTY,
        CANCELLED,
        OTHER
    }

    private final Reason reason;

    /// @param detail what the other side said, without any secret
    public SourceUnreadable(Reason reason, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// What the other side said.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
