package org.shuguan.dataplane.draft;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;

/// A proposed catalog entry. What only people know (sharing attributes, update cycle, theme) is left open.
///
/// @param path path of the table in its source, to which the entry is linked
/// @param title the entry's title 信息资源名称
/// @param summary the entry's summary 信息资源摘要
/// @param formatCategory the guide's format category: `database`, `spreadsheet`, `document` or `api`
/// @param formatType the type within the category, for example `postgresql`, `csv`
/// @param grade the highest grade of the items
/// @param rows number of rows, estimated if only a sample was read
/// @param bytes size on disk in bytes, -1 if unknown
/// @param checks what a person should look at before the entry is submitted
public record DraftEntry(
        String path,
        String title,
        String summary,
        String formatCategory,
        String formatType,
        Grade grade,
        long rows,
        long bytes,
        List<Item> items,
        List<Check> checks) {
    /// One item 信息项.
    ///
    /// @param name the item's title
    /// @param physicalName name of the column
    /// @param type the guide's type letter: C text, N number, D date, T time, I integer, B double, L logical, Y
    ///     money, G binary
    /// @param lengthBytes length in bytes, the guide's unit, as the column declares it; null if it declares none
    /// @param codes the codes that the column's comment lists, empty if it lists none
    /// @param comment the column's comment, if it says more than name and codes; null if it does not
    /// @param key whether the column belongs to the primary key
    /// @param personal category of personal information, null for none
    /// @param detected word of the recognised [org.shuguan.dataplane.detect.DataType], null for none
    /// @param reason why this grade, in Chinese
    public record Item(
            String name,
            String physicalName,
            String type,
            @Nullable Integer lengthBytes,
            boolean key,
            Grade grade,
            @Nullable String personal,
            @Nullable String detected,
            String reason,
            List<Code> codes,
            @Nullable String comment) {
        public Item {
            codes = List.copyOf(codes);
        }

        Item named(String name) {
            return new Item(
                    name, physicalName, type, lengthBytes, key, grade, personal, detected, reason, codes, comment);
        }
    }

    /// A code and what it means: 0, 女.
    public record Code(String code, String meaning) {}

    /// Something that the machine is unsure of.
    ///
    /// @param column name of the item's column, null if it concerns the entry
    /// @param field what is unsure: `title`, `name`, `grade` or `codes`
    /// @param why why it is unsure: `title-guessed`, `name-guessed`, `name-kept`, `name-twice`, `suspected`,
    ///     `misfit`, `codes-twice`, `codes-missing` or `codes-incomplete`
    /// @param facts what the sentence about it names; [DraftTexts] has the sentence
    public record Check(@Nullable String column, String field, String why, Map<String, String> facts) {
        public Check {
            facts = Map.copyOf(facts);
        }
    }

    public DraftEntry {
        items = List.copyOf(items);
        checks = List.copyOf(checks);
    }
}
