package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A code list that ships as an editable file: codes, names, and what people write for them.
record CodeList(Set<String> values) {
    static CodeList of(String name) {
        Set<String> values = new HashSet<>();
        Lists.lines(name).forEach(line -> values.addAll(List.of(line.strip().split("\\s+", -1))));
        return new CodeList(values);
    }

    boolean contains(String value) {
        // 1 for 01 is what numeric columns make of it
        return values.contains(value) || (value.length() == 1 && values.contains("0" + value));
    }
}
