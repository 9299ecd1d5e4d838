package org.shuguan.dataplane.demo;

import java.util.List;
import java.util.function.Function;

/// One department's database.
///
/// @param unit name of the unit as the plan has it
/// @param database the database's name
public record Department(String unit, String database, String title, List<DemoTable> tables) {
    /// A table to be made.
    ///
    /// @param comment null for one that nobody documented
    /// @param columns definitions with their comments: `sfzh varchar(18) // 身份证号`
    /// @param row makes the cells of row n
    record DemoTable(
            String name,
            @org.jspecify.annotations.Nullable String comment,
            List<String> columns,
            int rows,
            Function<Integer, List<@org.jspecify.annotations.Nullable Object>> row) {}
}
