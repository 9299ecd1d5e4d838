package org.shuguan.server.province;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A template 上报模板: how the data of an entry are handed up to the province.
///
/// @param code of the entry
/// @param title of the entry
/// @param columns of the file, as JSON
/// @param receipt the headings of receipts, as JSON
record ProvinceTemplate(
        UUID id,
        UnitCode unit,
        UUID entry,
        String code,
        String title,
        String provinceName,
        String provinceCode,
        FileKind fileKind,
        String columns,
        String receipt,
        long revision,
        String createdBy,
        Instant createdAt,
        Instant changedAt) {
    /// The kinds of files that the province takes.
    public enum FileKind {
        /// with the byte order mark
        CSV_UTF8(StandardCharsets.UTF_8, true),
        CSV_GB18030(Charset.forName("GB18030"), false);

        private final transient Charset charset;
        private final boolean marked;

        FileKind(Charset charset, boolean marked) {
            this.charset = charset;
            this.marked = marked;
        }

        Charset charset() {
            return charset;
        }

        boolean isMarked() {
            return marked;
        }

        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }
}
