package org.shuguan.dataplane.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Removed keys that must not come back: a collection puts rows with them into the quarantine, without a value.
/// They are known by their digests only.
public record KeptOut(List<Group> groups) {
    /// Nothing is kept out.
    public static final KeptOut NONE = new KeptOut(List.of());

    /// Keys of the same columns.
    ///
    /// @param digests hexadecimal
    public record Group(KeyDigest digest, Set<String> digests) {
        public Group {
            digests = Set.copyOf(digests);
        }
    }

    public KeptOut {
        groups = List.copyOf(groups);
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /// The digest of a row that is kept out; empty if it may come.
    ///
    /// @param row its values by the columns' names in lower case, written as the digest needs them
    public Optional<String> found(Map<String, String> row) {
        for (Group group : groups) {
            List<String> values = new ArrayList<>();
            for (String column : group.digest().columns()) {
                String value = row.get(column.toLowerCase(Locale.ROOT));
                if (value == null) {
                    break;
                }
                values.add(value);
            }
            if (values.size() == group.digest().columns().size()) {
                String digest = group.digest().of(values);
                if (group.digests().contains(digest)) {
                    return Optional.of(digest);
                }
            }
        }
        return Optional.empty();
    }
}
