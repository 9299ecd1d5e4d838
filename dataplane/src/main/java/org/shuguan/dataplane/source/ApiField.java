package org.shuguan.dataplane.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A property of a row and the column that it becomes.
///
/// @param path names of nested properties, from the row down
record ApiField(List<String> path, Table.Column column) {
    /// The fields as a tree of property names, to fill the cells of a row in one pass.
    static final class Tree {
        private static final int MOST_NAMED = 20;

        private final Map<String, Tree> below = new LinkedHashMap<>();
        private int place = -1;

        static Tree of(List<ApiField> fields) {
            Tree top = new Tree();
            for (int i = 0; i < fields.size(); i++) {
                Tree at = top;
                for (String name : fields.get(i).path()) {
                    at = at.below.computeIfAbsent(name, _ -> new Tree());
                }
                at.place = i;
            }
            return top;
        }

        /// @param cells receives the values, in the order of the fields
        /// @param undescribed receives the names of properties that are not described
        void fill(JsonNode row, @Nullable String[] cells, Set<String> undescribed) {
            fill("", row, cells, undescribed);
        }

        private void fill(String prefix, JsonNode object, @Nullable String[] cells, Set<String> undescribed) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                Tree field = below.get(property.getKey());
                JsonNode value = property.getValue();
                if (field != null && field.place >= 0) {
                    cells[field.place] = text(value);
                } else if (field != null && value.isObject()) {
                    field.fill(prefix + property.getKey() + ".", value, cells, undescribed);
                } else if (!value.isNull() && undescribed.size() < MOST_NAMED) {
                    undescribed.add(prefix + property.getKey());
                }
            }
        }

        private static @Nullable String text(JsonNode value) {
            return value.isNull() ? null : value.isContainer() ? value.toString() : value.asString();
        }
    }
}
