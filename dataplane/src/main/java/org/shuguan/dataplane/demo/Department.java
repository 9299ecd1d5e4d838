package org.shuguan.dataplane.demo;

import java.util.List;
import java.util.function.Function;

/// A department's database.
///
/// @param unit name of the unit, as in the plan
/// @param database name of the database
/// @param title title of the system that the database belongs to
/// @param tables tables to create
public record Department(String unit, String database, String title, List<DemoTable> tables) {
    /// A table to create.
    ///
    /// @param comment null for an undocumented table
    /// @param columns column definitions with their comments: `sfzh varchar(18) // 身份证号`
    /// @param row makes the cells of row n, from 1
    record DemoTable(
            String name,
            @org.jspecify.annotations.Nullable String comment,
            List<String> columns,
            int rows,
            Function<Integer, List<@org.jspecify.annotations.Nullable Object>> row) {}
}
