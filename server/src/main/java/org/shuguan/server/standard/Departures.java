package org.shuguan.server.standard;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.platform.Rows;

/// Compares an item with the data element that it is bound to. The only place where a departure is decided.
final class Departures {
    private static final int SHOWN = 5;
    private static final Set<String> FRACTIONS = Set.of("N", "Y", "B", "F");

    /// What an item departs in.
    enum Kind {
        /// the entry has no item of this name any more
        ITEM_GONE,
        /// the data element was withdrawn
        WITHDRAWN,
        /// neither the name nor a synonym
        NAME,
        TYPE,
        LENGTH,
        /// codes that the code list does not have
        CODES,
        /// codes of the list with another meaning
        MEANING;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// @param facts for the sentence `standard.departure.<kind>`
    record Departure(Kind kind, Map<String, Object> facts) {}

    private Departures() {}

    /// @param item null if the entry no longer has it
    /// @param list the code list of the element, null if it has none
    static List<Departure> of(
            Content.@Nullable Item item, DataElement element, boolean withdrawn, @Nullable CodeList list) {
        List<Departure> found = new ArrayList<>();
        if (item == null) {
            return List.of(new Departure(Kind.ITEM_GONE, Map.of()));
        }
        if (withdrawn) {
            found.add(new Departure(Kind.WITHDRAWN, Map.of("name", element.name())));
        }
        String name = DataElement.line(item.name());
        if (!name.equals(element.name()) && !element.synonyms().contains(name)) {
            found.add(new Departure(Kind.NAME, Map.of("item", name, "name", element.name())));
        }
        String type = item.type();
        if (type != null && !isOf(type, element)) {
            found.add(new Departure(Kind.TYPE, Map.of("item", type, "element", element.type())));
        }
        Integer bytes = item.lengthBytes();
        if (bytes != null
                && !ElementFormat.of(element.type(), element.format())
                        .map(format -> format.fits(bytes, "C".equals(element.type()) || "M".equals(element.type())))
                        .orElse(true)) {
            found.add(new Departure(Kind.LENGTH, Map.of("item", bytes, "element", element.format())));
        }
        if (list != null) {
            codes(item, list, found);
        }
        return found;
    }

    /// An integer is a number without decimals.
    private static boolean isOf(String type, DataElement element) {
        return type.equals(element.type())
                || ("I".equals(type)
                        && FRACTIONS.contains(element.type())
                        && ElementFormat.of(element.type(), element.format())
                                .map(format -> format.decimals() == null || format.decimals() == 0)
                                .orElse(true));
    }

    private static void codes(Content.Item item, CodeList list, List<Departure> found) {
        Map<String, String> known = list.codes().stream()
                .collect(Collectors.toMap(CodeList.Code::code, CodeList.Code::name, (one, other) -> one));
        List<String> unknown = new ArrayList<>();
        List<String> other = new ArrayList<>();
        for (Content.Code code : item.codes()) {
            String means = known.get(code.code());
            if (means == null) {
                unknown.add(code.code());
            } else if (!code.meaning().isEmpty() && !code.meaning().equals(means)) {
                other.add(code.code() + " " + code.meaning() + "≠" + means);
            }
        }
        add(found, Kind.CODES, unknown, list);
        add(found, Kind.MEANING, other, list);
    }

    private static void add(List<Departure> found, Kind kind, List<String> which, CodeList list) {
        if (!which.isEmpty()) {
            String shown = String.join("、", which.subList(0, Math.min(SHOWN, which.size())))
                    + (which.size() > SHOWN ? "…" : "");
            found.add(new Departure(kind, Map.of("codes", shown, "count", which.size(), "list", list.name())));
        }
    }
}
