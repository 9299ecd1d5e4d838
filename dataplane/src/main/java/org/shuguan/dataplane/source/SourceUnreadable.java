package org.shuguan.dataplane.source;

import org.jspecify.annotations.Nullable;

/// A source or a part of it could not be read.
public final class SourceUnreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong, in categories that a person can act on.
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
        /// the server closed the connection in the middle of an answer
        BROKEN_OFF,
        FILE_MISSING,
        /// a person decided that the file is not read
        IGNORED,
        /// the folder has more files than are read
        TOO_MANY_FILES,
        FILE_BROKEN,
        FORMAT_UNKNOWN,
        /// the file is not text, though its name says so
        BINARY,
        /// the file is a web page named as a table
        WEB_PAGE,
        /// a line is longer than any line of a table
        LINE_TOO_LONG,
        /// the workbook unpacks to far more than its size allows
        BOMB,
        /// a cell or row of the workbook has a number that no spreadsheet has
        CELL_POSITION,
        /// the file is protected by a password
        LOCKED,
        /// the interface answers 404 or 410 at this address
        ADDRESS_MISSING,
        /// the interface refers to another origin, to which the token must not be sent
        ELSEWHERE,
        /// not an OpenAPI 3 or Swagger 2.0 document
        NO_OPENAPI,
        /// the interface does not answer with JSON
        NO_JSON,
        /// the JSON file has no objects that could be rows
        NO_RECORDS,
        /// the interface's response differs from its document, or is not described
        NOT_DESCRIBED,
        /// an operation requires a value that only a person knows
        PARAMETER_NEEDED,
        /// a page is larger than the limit
        TOO_LARGE,
        /// the file or folder is below more folders than the limit
        TOO_DEEP,
        /// the table has more columns than are read
        TOO_MANY_COLUMNS,
        /// the engine needs more memory than its limit
        ENGINE_MEMORY,
        /// the program needs more memory than its limit
        HEAP_MEMORY,
        /// the front-end host that reads the source is not connected; the detail says which and since when
        HOST_AWAY,
        /// the front-end host was ended
        HOST_ENDED,
        /// the front-end host has sent nothing for the minutes that a rule allows
        HOST_SILENT,
        /// the front-end host restarted again and again while it read the table
        HOST_RESTARTED,
        /// the front-end host may not read this by the settings in its home
        HOST_FORBIDS,
        /// the file was changed while it was read
        CHANGED,
        EMPTY,
        CANCELLED,
        OTHER
    }

    private final Reason reason;

    /// @param reason what is wrong
    /// @param detail the message of the source, without secrets; where files are on this machine is left out
    /// @param cause null if there is none
    public SourceUnreadable(Reason reason, String detail, @Nullable Throwable cause) {
        super(LocalPaths.hidden(detail), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// The program's memory limit, the detail of [Reason#HEAP_MEMORY].
    public static String heapLimit() {
        return (Runtime.getRuntime().maxMemory() >> 20) + " MB";
    }

    /// The message of the source, without secrets.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
