package org.shuguan.dataplane.detect;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The types that a census knows: those delivered with the program, and those of a city. Says what follows from a type:
/// the least grade and the category of personal information (delivered ones: `grades.properties`, with their sources).
public final class KnownTypes {
    /// The types that are delivered with the program.
    public static final KnownTypes DELIVERED = new KnownTypes();

    /// What follows from a type.
    ///
    /// @param grade the least grade of a column that has it
    /// @param category category of personal information, null if it is not personal
    /// @param sensitive whether it is sensitive personal information (PIPL article 28)
    record Rule(Grade grade, @Nullable String category, boolean sensitive) {}

    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<DataType, List<Detector>> detectors = new TreeMap<>(Detectors.BY_TYPE);

    private KnownTypes() {
        for (String line : ResourceLists.lines("grades.properties")) {
            int equals = line.indexOf('=');
            String key = line.substring(0, equals).strip();
            List<String> parts = List.of(line.substring(equals + 1).strip().split(",", -1));
            rules.put(
                    key,
                    new Rule(
                            Grade.general(Integer.parseInt(parts.getFirst())),
                            parts.size() > 1 ? parts.get(1) : null,
                            parts.size() > 2 && parts.get(2).equals("sensitive")));
        }
    }

    private KnownTypes(KnownTypes known, Collection<CityType> added) {
        rules.putAll(known.rules);
        detectors.putAll(known.detectors);
        for (CityType city : added) {
            DataType type = city.type();
            rules.put(type.word(), new Rule(city.grade(), city.category(), city.sensitive()));
            detectors.put(type, List.of(Detectors.ofCity(city)));
        }
    }

    /// These types and those of a city.
    public KnownTypes with(Collection<CityType> added) {
        return added.isEmpty() ? this : new KnownTypes(this, added);
    }

    /// All types, the delivered ones first.
    public List<DataType> all() {
        return List.copyOf(detectors.keySet());
    }

    /// The known type with this word; empty for unknown words and types that the city no longer has.
    public Optional<DataType> find(String word) {
        return DataType.find(word).filter(detectors::containsKey);
    }

    /// The categories of personal information that types have.
    public static List<String> categories() {
        return List.copyOf(DELIVERED.rules.values().stream()
                .flatMap(rule -> Optional.ofNullable(rule.category()).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// How values of each type look.
    Map<DataType, List<Detector>> detectors() {
        return detectors;
    }

    Rule forType(DataType type) {
        return rules.getOrDefault(type.word(), defaultRule());
    }

    Rule defaultRule() {
        return rule("default");
    }

    Rule emptyRule() {
        return rule("empty");
    }

    private Rule rule(String key) {
        Rule rule = rules.get(key);
        if (rule == null) {
            throw new IllegalStateException("grades.properties has no entry " + key);
        }
        return rule;
    }
}
