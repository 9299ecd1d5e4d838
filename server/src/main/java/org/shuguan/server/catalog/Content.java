package org.shuguan.server.catalog;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.draft.CodeText;
import org.shuguan.dataplane.draft.DraftEntry;

/// The content of an entry: the core metadata of the national guide (政务信息资源目录编制指南, 2017) with grade, mount and
/// measured figures. A draft may lack every nullable component; [PublishingRules] says what is required at
/// submission.
///
/// @param formatCategory document, spreadsheet, database, image, stream, self-described or api
/// @param sharingBasis the law that forbids sharing, if the resource is not shared
/// @param grade at least the highest grade of the items, unless a reviewer lowered it
/// @param loweredBecause why a reviewer lowered the grade
/// @param checks what the draft was unsure of; ticked off one by one
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
        @Size(max = MOST_ITEMS) List<Item> items,
        @Size(max = MOST_CHECKS) List<Check> checks) {
    /// The longest title, in characters.
    public static final int LONGEST_TITLE = 200;
    /// The longest summary, in characters.
    public static final int LONGEST_SUMMARY = 2000;
    /// The most items of an entry.
    public static final int MOST_ITEMS = 2000;
    /// The most codes of related resources of an entry.
    public static final int MOST_RELATED = 1000;

    /// The most codes of an item.
    public static final int MOST_CODES = 500;
    /// The longest code and the longest meaning of a code, in characters.
    public static final int LONGEST_CODE = 60;

    public static final int LONGEST_MEANING = 200;
    private static final int MOST_CHECKS = 5 * MOST_ITEMS;

    /// A code of an item and what it means: 0, 女.
    public record Code(String code, String meaning) {
        /// In writing a semicolon separates codes.
        public Code {
            code = code == null ? "" : code.strip();
            meaning = meaning == null ? "" : meaning.strip().replace('；', '，').replace(';', '，');
        }
    }

    /// Something that the draft is unsure of, for the steward.
    ///
    /// @param column name of the item's column, null if it concerns the entry
    /// @param field what is unsure; `why` and `facts` say why, as in [org.shuguan.dataplane.draft.DraftEntry.Check]
    /// @param done whether the steward has ticked it off
    public record Check(@Nullable String column, String field, String why, Map<String, String> facts, boolean done) {
        public Check {
            facts = facts == null ? Map.of() : Map.copyOf(facts);
        }

        /// Whether it is about the same, whoever ticked it off.
        boolean isSame(Check other) {
            return Objects.equals(column, other.column) && field.equals(other.field) && why.equals(other.why);
        }

        Check ticked(boolean off) {
            return new Check(column, field, why, facts, off);
        }
    }

    /// The table or file behind an entry 挂接, with what a census measured there.
    ///
    /// @param bytes -1 if unknown
    public record Mount(UUID source, String sourceName, String path, long rows, long bytes, Instant measuredAt) {}

    /// One item 信息项.
    ///
    /// @param type the guide's letter: C N Y D T L M G B I F
    /// @param lengthBytes in bytes, as the guide counts
    /// @param sharingType stricter than the entry's, or null
    /// @param codes the codes that occur and what they mean, empty if it has none
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
            @Nullable SharingType sharingType,
            @Size(max = MOST_CODES) List<Code> codes) {
        public Item {
            name = name == null ? "" : name;
            grade = grade == null ? Grade.GENERAL_1 : grade;
            codes = codes == null ? List.of() : List.copyOf(codes);
        }

        /// An item without codes.
        public Item(
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
            this(
                    name,
                    physicalName,
                    type,
                    lengthBytes,
                    key,
                    grade,
                    personal,
                    detected,
                    reason,
                    comment,
                    sharingType,
                    List.of());
        }

        /// The codes as people write them: `0:女；1:男`.
        public String codesWritten() {
            return CodeText.written(codes.stream()
                    .map(code -> new DraftEntry.Code(code.code(), code.meaning()))
                    .toList());
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
                    sharingType,
                    codes);
        }
    }

    /// Content from outside may lack anything; the rules report what is missing.
    public Content {
        title = title == null ? "" : title;
        grade = grade == null ? Grade.GENERAL_1 : grade;
        relatedCodes = relatedCodes == null ? List.of() : List.copyOf(relatedCodes);
        items = items == null ? List.of() : List.copyOf(items);
        // Versions that older releases stored have none.
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /// Content about which nothing is unsure.
    public Content(
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
            List<String> relatedCodes,
            @Nullable Mount mount,
            List<Item> items) {
        this(
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
                items,
                List.of());
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
                items,
                checks);
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
                items,
                checks);
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
                items,
                checks);
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
                items,
                checks);
    }

    /// The same content with what is to be checked; what concerns items that are gone is left out.
    Content checking(List<Check> checks) {
        Set<String> columns = new HashSet<>();
        items.forEach(item -> columns.add(item.physicalName() == null ? "" : item.physicalName()));
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
                items,
                checks.stream()
                        .filter(check -> check.column() == null || columns.contains(check.column()))
                        .toList());
    }

    /// The same content with everything that is to be checked ticked off.
    public Content checked() {
        return checking(checks.stream().map(check -> check.ticked(true)).toList());
    }

    /// What is to be checked, ticked off as in the edited content. Nobody adds or removes what the draft is unsure of.
    List<Check> checksTickedAs(Content edited) {
        return checks.stream()
                .map(check -> edited.checks().stream()
                        .filter(check::isSame)
                        .findFirst()
                        .map(ticked -> check.ticked(ticked.done()))
                        .orElse(check))
                .toList();
    }
}
