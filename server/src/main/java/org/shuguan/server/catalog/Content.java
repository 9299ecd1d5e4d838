package org.shuguan.server.catalog;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;

/// The content of an entry: the core metadata of the national guide (政务信息资源目录编制指南, 2017) with grade, mount and
/// measured figures. A draft may lack every nullable component; [PublishingRules] says what is required at
/// submission.
///
/// @param formatCategory document, spreadsheet, database, image, stream, self-described or api
/// @param sharingBasis the law that forbids sharing, if the resource is not shared
/// @param grade at least the highest grade of the items, unless a reviewer lowered it
/// @param loweredBecause why a reviewer lowered the grade
public record Content(
        String title,
        @Nullable String summary,
        @Nullable String formatCategory,
        @Nullable String formatType,
        @Nullable SharingType sharingType,
        @Nullable String sharingCondition,
        @Nullable String sharingMode,
        @Nullable String sharingBasis,
        @Nullable OpeningType openingType,
        @Nullable String openingCondition,
        @Nullable UpdateCycle updateCycle,
        @Nullable String theme,
        Grade grade,
        @Nullable String loweredBecause,
        @Size(max = MOST_RELATED) List<String> relatedCodes,
        @Nullable Mount mount,
        @Size(max = MOST_ITEMS) List<Item> items) {
    /// The longest title, in characters.
    public static final int LONGEST_TITLE = 200;
    /// The longest summary, in characters.
    public static final int LONGEST_SUMMARY = 2000;
    /// The most items of an entry.
    public static final int MOST_ITEMS = 2000;
    /// The most codes of related resources of an entry.
    public static final int MOST_RELATED = 1000;

    /// The table or file behind an entry 挂接, with what a census measured there.
    ///
    /// @param bytes -1 if unknown
    public record Mount(UUID source, String sourceName, String path, long rows, long bytes, Instant measuredAt) {}

    /// One item 信息项.
    ///
    /// @param type the guide's letter: C N Y D T L M G B I F
    /// @param lengthBytes in bytes, as the guide counts
    /// @param sharingType stricter than the entry's, or null
    public record Item(
            String name,
            @Nullable String physicalName,
            @Nullable String type,
            @Nullable Integer lengthBytes,
            boolean key,
            Grade grade,
            @Nullable String personal,
            @Nullable String detected,
            @Nullable String reason,
            @Nullable String comment,
            @Nullable SharingType sharingType) {
        public Item {
            name = name == null ? "" : name;
            grade = grade == null ? Grade.GENERAL_1 : grade;
        }

        /// The same item with the findings of the census.
        Item found(Item measured) {
            return new Item(
                    name,
                    physicalName,
                    type,
                    lengthBytes,
                    key,
                    grade,
                    measured.personal,
                    measured.detected,
                    measured.reason,
                    comment,
                    sharingType);
        }
    }

    /// Content from outside may lack anything; the rules report what is missing.
    public Content {
        title = title == null ? "" : title;
        grade = grade == null ? Grade.GENERAL_1 : grade;
        relatedCodes = relatedCodes == null ? List.of() : List.copyOf(relatedCodes);
        items = items == null ? List.of() : List.copyOf(items);
    }

    /// The same content with its sharing, opening, update cycle and theme.
    ///
    /// @param condition the condition of sharing or, if the resource is not shared, the law that forbids it
    public Content offered(
            SharingType sharing,
            @Nullable String condition,
            OpeningType opening,
            @Nullable String openingCondition,
            UpdateCycle cycle,
            String theme) {
        boolean shared = sharing != SharingType.NOT_SHARED;
        return new Content(
                title,
                summary,
                formatCategory,
                formatType,
                sharing,
                shared ? condition : null,
                sharingMode,
                shared ? null : condition,
                opening,
                openingCondition,
                cycle,
                theme,
                grade,
                loweredBecause,
                relatedCodes,
                mount,
                items);
    }

    /// Whether the entry, or an item of it, is not shared 不予共享.
    boolean keepsSomethingBack() {
        return sharingType == SharingType.NOT_SHARED
                || items.stream().anyMatch(item -> item.sharingType() == SharingType.NOT_SHARED);
    }

    /// The grade that the items require: the highest of theirs 就高从严.
    Grade gradeOfItems() {
        return items.stream().map(Item::grade).reduce(Grade.GENERAL_1, Grade::orHigher);
    }

    /// The same content with a grade that is at least that of the items. A grade that a reviewer lowered is raised
    /// again.
    public Content gradedByItems() {
        return graded(grade.orHigher(gradeOfItems()), null);
    }

    Content graded(Grade grade, @Nullable String loweredBecause) {
        return new Content(
                title,
                summary,
                formatCategory,
                formatType,
                sharingType,
                sharingCondition,
                sharingMode,
                sharingBasis,
                openingType,
                openingCondition,
                updateCycle,
                theme,
                grade,
                loweredBecause,
                relatedCodes,
                mount,
                items);
    }

    Content withItems(List<Item> items) {
        return new Content(
                title,
                summary,
                formatCategory,
                formatType,
                sharingType,
                sharingCondition,
                sharingMode,
                sharingBasis,
                openingType,
                openingCondition,
                updateCycle,
                theme,
                grade,
                loweredBecause,
                relatedCodes,
                mount,
                items);
    }

    Content mounted(@Nullable Mount mount) {
        return new Content(
                title,
                summary,
                formatCategory,
                formatType,
                sharingType,
                sharingCondition,
                sharingMode,
                sharingBasis,
                openingType,
                openingCondition,
                updateCycle,
                theme,
                grade,
                loweredBecause,
                relatedCodes,
                mount,
                items);
    }
}
