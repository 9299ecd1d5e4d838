package org.shuguan.server.authority;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.census.Duplicates;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// Two units hold the same data: which of them is its authoritative source?
///
/// @param number by which papers name it
/// @param type what the column holds, a word of the detectors; null where nothing was recognised
/// @param common about how many different values both hold
/// @param share of the first's different values, 0 to 1, that the other holds too
/// @param suggested for whom the numbers speak
/// @param proposed whom the asker proposed
/// @param authority the source unit that was named
/// @param basis the document or duty that it rests on
record SourceQuestion(
        UUID id,
        String number,
        UnitCode unit,
        UUID source,
        String path,
        @Nullable String tableComment,
        String columnName,
        UnitCode otherUnit,
        UUID otherSource,
        String otherPath,
        @Nullable String otherComment,
        String otherColumn,
        @Nullable String type,
        long common,
        double share,
        double otherShare,
        long rowsRead,
        long otherRows,
        UnitCode suggested,
        UnitCode proposed,
        String reason,
        State state,
        @Nullable UnitCode authority,
        @Nullable String basis,
        String caseId,
        String createdBy,
        OfficerId createdById,
        Instant createdAt,
        @Nullable String decidedBy,
        @Nullable OfficerId decidedById,
        @Nullable Instant decidedAt) {
    /// Where its case stands, or how it ended.
    enum Stage {
        OPINION,
        OTHER_OPINION,
        NAMING,
        NAMED,
        DISMISSED
    }

    enum State {
        ASKED,
        NAMED,
        /// it is not the same data, or both keep their own
        DISMISSED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// What both hold, as the census found it when the question was asked.
    Duplicates.Duplicate duplicate() {
        return new Duplicates.Duplicate(
                unit,
                source,
                path,
                tableComment,
                columnName,
                otherUnit,
                otherSource,
                otherPath,
                otherComment,
                otherColumn,
                type,
                common,
                share,
                otherShare,
                rowsRead,
                otherRows);
    }

    /// What a question is called in lists: the tables' names as people know them.
    static String title(Duplicates.Duplicate duplicate) {
        return "%s ↔ %s"
                .formatted(
                        named(duplicate.tableComment(), duplicate.path()),
                        named(duplicate.otherComment(), duplicate.otherPath()));
    }

    private static String named(@Nullable String comment, String path) {
        return comment == null || comment.isBlank() ? path : comment;
    }
}
