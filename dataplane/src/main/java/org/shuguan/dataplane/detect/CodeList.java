package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A code list from an editable resource file: codes, names and common spellings of them.
record CodeList(Set<String> values) {
    static CodeList of(String name) {
        Set<String> values = new HashSet<>();
        ResourceLists.lines(name)
                .forEach(line -> values.addAll(List.of(line.strip().split("\\s+", -1))));
        return new CodeList(values);
    }

    boolean contains(String value) {
        // numeric columns store 01 as 1
        return values.contains(value) || (value.length() == 1 && values.contains("0" + value));
    }
}
