package org.shuguan.server.province;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column of the province's file.
///
/// @param name as the province calls it
/// @param item the column of the entry's table that it comes from, null for a constant
/// @param constant what all rows have, null if it comes from an item
/// @param required whether every row needs a value
/// @param longest in characters, null for no limit
/// @param codes the province's codes for ours, empty if the values are handed up as they are
public record ProvinceColumn(
        String name,
        @Nullable String item,
        @Nullable String constant,
        boolean required,
        @Nullable Integer longest,
        List<CodePair> codes) {
    /// The province's code for one of ours.
    public record CodePair(String ours, String theirs) {
        /// Codes from outside may lack anything.
        public CodePair {
            ours = ours == null ? "" : ours.strip();
            theirs = theirs == null ? "" : theirs.strip();
        }
    }

    /// Columns from outside may lack anything; [NewTemplate] is checked before it is kept.
    public ProvinceColumn {
        name = name == null ? "" : name.strip();
        item = item == null || item.isBlank() ? null : item;
        constant = constant == null || constant.isBlank() ? null : constant;
        codes = codes == null ? List.of() : List.copyOf(codes);
    }
}
