package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.RowFile;
import org.shuguan.server.platform.Rows;

/// Where the rows of a grant go: a table of the consumer, a file in a folder, or another node.
///
/// @param source the consumer's registered database, or source of files; null for a node, and for the folder that the
///     operator has made for the unit
/// @param path of the table, as `schema.name` or the name alone; the name of the file; the code of the entry there
/// @param manner what becomes of the rows that are there; a file is replaced, and a node takes rows by their key
/// @param made whether the table is made if it is not there; null unless it is a table
/// @param account that may write the table, or the id of the client at the node; null for a folder
/// @param host the machine for which the account's password was entered; it is sent to no other. Null unless it is a
///     table
/// @param address of the node, for which the client's secret was entered; null unless it is a node
/// @param format of the file; null unless it is a folder
/// @param place where the rows go, for people
/// @param hour of the day in the city, null unless daily
public record TableTarget(
        UUID id,
        UUID dataGrant,
        Kind kind,
        @Nullable UUID source,
        String path,
        Manner manner,
        @Nullable Boolean made,
        @Nullable String account,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String address,
        @Nullable Format format,
        String place,
        Rhythm rhythm,
        @Nullable Integer hour,
        UUID setBy,
        String setByName,
        Instant setAt,
        long version) {
    /// What rows are put into.
    public enum Kind {
        /// a table of the consumer's own database
        TABLE,
        /// a file, in a folder on this node's disk
        FOLDER,
        /// an entry of another node, which collects what it is sent
        NODE;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Kind of(String word) {
            return constant(Kind.class, word);
        }
    }

    /// How a file is written.
    public enum Format {
        /// in UTF-8, with the mark by which Excel knows it
        CSV(RowFile.Format.CSV, RowFile.Encoding.UTF8_BOM),
        /// in the national standard; what it does not have is refused
        CSV_GB18030(RowFile.Format.CSV, RowFile.Encoding.GB18030),
        XLSX(RowFile.Format.XLSX, RowFile.Encoding.UTF8),
        PARQUET(RowFile.Format.PARQUET, RowFile.Encoding.UTF8),
        JSONL(RowFile.Format.JSONL, RowFile.Encoding.UTF8);

        private final RowFile.Format file;
        private final RowFile.Encoding encoding;

        Format(RowFile.Format file, RowFile.Encoding encoding) {
            this.file = file;
            this.encoding = encoding;
        }

        RowFile.Format file() {
            return file;
        }

        RowFile.Encoding encoding() {
            return encoding;
        }

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Format of(String word) {
            return constant(Format.class, word);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Rows.constant(type, word.toLowerCase(Locale.ROOT));
    }

    /// What becomes of the rows that are in the table.
    public enum Manner {
        /// those that are not delivered are removed
        REPLACE,
        /// those with a delivered key are changed, the others stay
        UPSERT;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Manner of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// When rows are delivered.
    public enum Rhythm {
        /// whenever there is a new version of the collected copy that no rule holds back
        VERSION,
        /// every day at an hour
        DAILY,
        /// when somebody asks for it
        MANUAL;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Rhythm of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
