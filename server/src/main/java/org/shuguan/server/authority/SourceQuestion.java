package org.shuguan.server.authority;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.census.Duplicates;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A question: which of two units is the authoritative source of the data that both hold?
///
/// @param number by which documents refer to it
/// @param type the detected type of the column's values; null if none was detected
/// @param common estimated number of distinct values that both have
/// @param share proportion of the first column's distinct values, 0 to 1, that the other also has
/// @param suggested the unit that the census figures suggest
/// @param proposed the unit that the asker proposed
/// @param authority the source unit that was named
/// @param basis the document or duty as the basis of the decision
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
    /// The stage of its case, or its result.
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
        /// the data are not the same, or both units keep their own
        DISMISSED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// The duplicate as the census found it when the question was asked.
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

    /// The title of a question in lists: the display names of both tables.
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
