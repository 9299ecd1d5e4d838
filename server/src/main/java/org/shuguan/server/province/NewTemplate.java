package org.shuguan.server.province;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;

/// What a steward enters of a template.
///
/// @param provinceName the province's name of the data set
/// @param provinceCode the province's code of it
/// @param receipt the headings of the province's receipts
public record NewTemplate(
        @Nullable String provinceName,
        @Nullable String provinceCode,
        ProvinceTemplate.@Nullable FileKind fileKind,
        @Nullable List<ProvinceColumn> columns,
        @Nullable ReceiptHeadings receipt) {
    static final int LONGEST_NAME = 200;
    static final int LONGEST_CODE = 60;
    private static final int MOST_COLUMNS = 500;
    private static final int MOST_CODES = 2000;

    String name() {
        return provinceName == null ? "" : provinceName.strip();
    }

    String code() {
        return provinceCode == null ? "" : provinceCode.strip();
    }

    List<ProvinceColumn> all() {
        return columns == null ? List.of() : columns;
    }

    ProvinceTemplate.FileKind kind() {
        return fileKind == null ? ProvinceTemplate.FileKind.CSV_UTF8 : fileKind;
    }

    ReceiptHeadings headings() {
        return receipt == null ? ReceiptHeadings.USUAL : receipt;
    }

    /// @param items the columns of the entry's table
    void check(Set<String> items) {
        InvalidInput.Check check = new InvalidInput.Check()
                .that(!name().isEmpty(), "provinceName", "required")
                .that(name().length() <= LONGEST_NAME, "provinceName", "too-long", Map.of("max", LONGEST_NAME))
                .that(!code().isEmpty(), "provinceCode", "required")
                .that(code().length() <= LONGEST_CODE, "provinceCode", "too-long", Map.of("max", LONGEST_CODE))
                .that(
                        code().chars().noneMatch(sign -> "/\\:*?\"<>|".indexOf(sign) >= 0),
                        "provinceCode",
                        "province-code")
                .that(!all().isEmpty(), "columns", "province-no-column")
                .that(all().size() <= MOST_COLUMNS, "columns", "province-columns", Map.of("max", MOST_COLUMNS))
                .that(headings().areDistinct(), "receipt", "province-headings");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < all().size(); i++) {
            check(check, "columns[" + i + "].", all().get(i), items, names);
        }
        check.orRefuse();
    }

    private static void check(
            InvalidInput.Check check, String at, ProvinceColumn column, Set<String> items, Set<String> names) {
        Integer longest = column.longest();
        Set<String> ours = new HashSet<>();
        check.that(!column.name().isEmpty(), at + "name", "required")
                .that(column.name().length() <= LONGEST_NAME, at + "name", "too-long", Map.of("max", LONGEST_NAME))
                .that(column.name().isEmpty() || names.add(column.name()), at + "name", "province-column-twice")
                .that((column.item() == null) != (column.constant() == null), at + "item", "province-source")
                .that(column.item() == null || items.contains(column.item()), at + "item", "province-no-item")
                .that(longest == null || longest > 0, at + "longest", "positive")
                .that(column.codes().size() <= MOST_CODES, at + "codes", "province-codes", Map.of("max", MOST_CODES))
                .that(
                        column.codes().stream()
                                .allMatch(code ->
                                        !code.ours().isEmpty() && !code.theirs().isEmpty()),
                        at + "codes",
                        "province-code-half")
                .that(
                        column.codes().stream().allMatch(code -> ours.add(code.ours())),
                        at + "codes",
                        "province-code-twice");
    }
}
