package org.shuguan.server.standard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A difference between two versions of a data element or code list.
///
/// @param field the field, or `codes` for one code of a list
/// @param code the code, null if a field differs
/// @param before null if there was nothing
/// @param after null if there is nothing
public record StandardChange(
        String field,
        @Nullable String code,
        @Nullable String before,
        @Nullable String after) {
    static List<StandardChange> between(DataElement before, DataElement after) {
        return fields(of(before), of(after));
    }

    static List<StandardChange> between(CodeList before, CodeList after) {
        List<StandardChange> found = new ArrayList<>(fields(of(before), of(after)));
        Map<String, String> old = codes(before);
        Map<String, String> fresh = codes(after);
        var all = new TreeSet<>(old.keySet());
        all.addAll(fresh.keySet());
        all.stream()
                .filter(code -> !Objects.equals(old.get(code), fresh.get(code)))
                .forEach(code -> found.add(new StandardChange("codes", code, old.get(code), fresh.get(code))));
        if (found.isEmpty() && !before.codes().equals(after.codes())) {
            found.add(new StandardChange("order", null, order(before), order(after)));
        }
        return found;
    }

    private static List<StandardChange> fields(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream()
                .filter(one -> !one.getValue().equals(before.get(one.getKey())))
                .map(one -> new StandardChange(one.getKey(), null, before.get(one.getKey()), one.getValue()))
                .toList();
    }

    private static Map<String, String> of(DataElement one) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", one.name());
        fields.put("english", one.english());
        fields.put("definition", one.definition());
        fields.put("type", one.type());
        fields.put("format", one.format());
        fields.put("codeList", one.codeList() == null ? "" : one.codeList());
        fields.put("unit", one.unit());
        fields.put("source", one.source());
        fields.put("synonyms", String.join("、", one.synonyms()));
        return fields;
    }

    private static Map<String, String> of(CodeList one) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", one.name());
        fields.put("source", one.source());
        fields.put("note", one.note());
        return fields;
    }

    private static Map<String, String> codes(CodeList list) {
        Function<CodeList.Code, String> written = code -> code.name()
                + (code.parent() == null ? "" : " ↑" + code.parent())
                + (code.note().isEmpty() ? "" : "（" + code.note() + "）");
        return list.codes().stream()
                .collect(Collectors.toMap(CodeList.Code::code, written, (one, other) -> one, LinkedHashMap::new));
    }

    private static String order(CodeList list) {
        return list.codes().stream().map(CodeList.Code::code).collect(Collectors.joining("、"));
    }
}
