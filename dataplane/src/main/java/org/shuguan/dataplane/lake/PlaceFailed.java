package org.shuguan.dataplane.lake;

import java.util.Locale;
import org.apache.iceberg.exceptions.NotFoundException;
import org.jspecify.annotations.Nullable;

/// The place of a lake's files did not do what was asked. Its message is a sentence that says what is to be done, and
/// names no secret. Whatever was being written belongs to no version.
///
/// It extends the one exception after which Iceberg does not try again for minutes: the client of the store has
/// already tried several times.
public final class PlaceFailed extends NotFoundException {
    private static final long serialVersionUID = 1L;

    /// What is wrong.
    public enum Reason {
        /// the store does not answer, or says that it cannot work now
        AWAY,
        /// the store does not accept the keys, or they do not permit this
        DENIED,
        /// there is no such bucket
        NO_BUCKET,
        /// a file that a version names is not there
        MISSING,
        /// a file does not have the length or the checksum that it was written with
        DAMAGED,
        /// this disk has no space for a file
        NO_SPACE,
        /// what is to be read at once does not fit into the cache
        CACHE_SMALL,
        /// the cache is full of files that others are reading
        CACHE_BUSY,
        /// the bucket belongs to another installation
        OTHER_OWNER,
        /// the catalog names files in another place than the configured one
        ELSEWHERE;

        /// The lower-case name with hyphens, the end of a message's code.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Whether the same may succeed a little later without anybody doing anything.
        public boolean passes() {
            return this == AWAY || this == CACHE_BUSY;
        }
    }

    private final Reason reason;

    PlaceFailed(Reason reason, String sentence, @Nullable Throwable cause) {
        super(cause, "%s", sentence);
        this.reason = reason;
    }

    PlaceFailed(Reason reason, String sentence) {
        this(reason, sentence, null);
    }

    public Reason reason() {
        return reason;
    }
}
