package org.shuguan.server.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;

/// What an entry must contain to be saved and to be submitted, each rule with its source. All violations are
/// reported together.
final class PublishingRules {
    private static final Set<String> TYPES = Set.of("C", "N", "Y", "D", "T", "L", "M", "G", "B", "I", "F");
    private static final List<String> SYSTEM_WORDS = List.of("系统", "平台", "APP", "小程序", "数据库");

    private PublishingRules() {}

    /// For a draft: only what the database needs, and sizes.
    static InvalidInput.Check draft(Content content) {
        return new InvalidInput.Check()
                .that(!content.title().isBlank(), "title", "required")
                .that(
                        content.title().length() <= Content.LONGEST_TITLE,
                        "title",
                        "too-long",
                        Map.of("max", Content.LONGEST_TITLE))
                .that(
                        length(content.summary()) <= Content.LONGEST_SUMMARY,
                        "summary",
                        "too-long",
                        Map.of("max", Content.LONGEST_SUMMARY))
                .that(content.items().size() <= Content.MOST_ITEMS, "items", "too-many-items")
                .that(content.items().stream().allMatch(PublishingRules::codesFit), "items", "codes-too-long")
                .that(
                        content.relatedCodes().size() <= Content.MOST_RELATED,
                        "relatedCodes",
                        "too-many",
                        Map.of("max", Content.MOST_RELATED));
    }

    /// For an entry that is submitted.
    static InvalidInput.Check submission(Content content) {
        InvalidInput.Check check = draft(content);
        theGuideAsksFor(check, content);
        sharingIsExplained(check, content);
        openingIsExplained(check, content);
        formatAndModeAgree(check, content);
        itemsAreWhole(check, content);
        return check;
    }

    /// The obligatory elements of 政务信息资源目录编制指南(试行) (2017).
    private static void theGuideAsksFor(InvalidInput.Check check, Content content) {
        String title = content.title().strip().toUpperCase(Locale.ROOT);
        check.that(SYSTEM_WORDS.stream().noneMatch(title::endsWith), "title", "title-is-a-system")
                .that(given(content.summary()), "summary", "required")
                .that(content.formatCategory() != null, "formatCategory", "required")
                .that(content.sharingType() != null, "sharingType", "required")
                .that(content.openingType() != null, "openingType", "required")
                .that(content.updateCycle() != null, "updateCycle", "required")
                .that(given(content.theme()), "theme", "required")
                .that(!content.items().isEmpty(), "items", "items-none");
    }

    /// The same guide and 政务数据共享条例 (2025): conditions are stated, and a refusal to share names its law.
    private static void sharingIsExplained(InvalidInput.Check check, Content content) {
        SharingType type = content.sharingType();
        check.that(
                        type != SharingType.CONDITIONAL || given(content.sharingCondition()),
                        "sharingCondition",
                        "condition-missing")
                .that(!content.keepsSomethingBack() || given(content.sharingBasis()), "sharingBasis", "basis-missing")
                .that(
                        type == null || type == SharingType.NOT_SHARED || given(content.sharingMode()),
                        "sharingMode",
                        "required");
    }

    private static void openingIsExplained(InvalidInput.Check check, Content content) {
        boolean conditional = content.openingType() == OpeningType.CONDITIONALLY_OPEN;
        check.that(!conditional || given(content.openingCondition()), "openingCondition", "condition-missing");
        boolean personal = content.items().stream().anyMatch(item -> item.personal() != null);
        // 个人信息保护法: data that everybody may get contain no personal information.
        check.that(!personal || content.openingType() != OpeningType.OPEN, "openingType", "open-with-personal");
    }

    /// Documents and spreadsheets are shared as files, databases as tables or APIs (rule of practice, no written
    /// source).
    private static void formatAndModeAgree(InvalidInput.Check check, Content content) {
        String category = content.formatCategory();
        String mode = content.sharingMode();
        if (category == null || !given(mode) || content.sharingType() == SharingType.NOT_SHARED) {
            return;
        }
        boolean file = category.equals("document") || category.equals("spreadsheet");
        check.that(!file || "file".equals(mode), "sharingMode", "mode-file")
                .that(!category.equals("database") || !"file".equals(mode), "sharingMode", "mode-table");
    }

    private static void itemsAreWhole(InvalidInput.Check check, Content content) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < content.items().size(); i++) {
            Content.Item item = content.items().get(i);
            String at = "items[" + i + "].";
            check.that(!item.name().isBlank(), at + "name", "required")
                    .that(item.name().isBlank() || names.add(item.name().strip()), at + "name", "item-twice")
                    .that(item.type() != null && TYPES.contains(item.type()), at + "type", "item-type")
                    .that(item.lengthBytes() == null || item.lengthBytes() >= 0, at + "lengthBytes", "item-length")
                    .that(codesDiffer(item), at + "codes", "item-codes")
                    .that(
                            item.sharingType() == null
                                    || content.sharingType() == null
                                    || item.sharingType().compareTo(content.sharingType()) >= 0,
                            at + "sharingType",
                            "item-looser");
        }
    }

    private static boolean codesFit(Content.Item item) {
        return item.codes().size() <= Content.MOST_CODES
                && item.codes().stream()
                        .allMatch(code -> code.code().length() <= Content.LONGEST_CODE
                                && code.meaning().length() <= Content.LONGEST_MEANING);
    }

    /// Whether each code is given and has one meaning.
    private static boolean codesDiffer(Content.Item item) {
        Set<String> codes = new HashSet<>();
        return item.codes().stream()
                .allMatch(code -> given(code.code()) && given(code.meaning()) && codes.add(code.code()));
    }

    private static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
