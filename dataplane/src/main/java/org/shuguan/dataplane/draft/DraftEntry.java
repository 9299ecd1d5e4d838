package org.shuguan.dataplane.draft;

import java.util.List;
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
public record DraftEntry(
        String path,
        String title,
        String summary,
        String formatCategory,
        String formatType,
        Grade grade,
        long rows,
        long bytes,
        List<Item> items) {
    /// One item 信息项.
    ///
    /// @param name the item's title
    /// @param physicalName name of the column
    /// @param type the guide's type letter: C text, N number, D date, T time, I integer, B double, L logical, Y
    ///     money, G binary
    /// @param lengthBytes length in bytes, the guide's unit; null if unknown
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
            String reason) {}

    public DraftEntry {
        items = List.copyOf(items);
    }
}
