package org.shuguan.server.collection;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Records of which a value is disputed 标注, shown where their rows are shown. Implemented by the module that keeps
/// objections.
public interface RecordMarks {
    /// @param key the row's values of the key, by column
    /// @param column the column whose value is disputed
    record Marked(Map<String, String> key, String column) {
        public Marked {
            key = Map.copyOf(key);
        }
    }

    /// The disputed values of an entry.
    List<Marked> of(UUID entry);
}
