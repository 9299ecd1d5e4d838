package org.shuguan.server.settings;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.shuguan.server.platform.CityTime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/// The city's rules, for code that applies them.
@Service
public class Settings {
    private final Rules rules;
    private final Function<String, List<RuleChange>> changes;
    private final Clock clock;

    @Autowired
    Settings(Rules rules, KnownChanges known, Clock clock) {
        this(rules, known::of, clock);
    }

    private Settings(Rules rules, Function<String, List<RuleChange>> changes, Clock clock) {
        this.rules = rules;
        this.changes = changes;
        this.clock = clock;
    }

    /// The rules with their defaults, for tests without a database.
    public static Settings defaults() {
        return new Settings(new Rules(), key -> List.of(), Clock.systemUTC());
    }

    /// A number of working days.
    ///
    /// @throws IllegalStateException if no module declares such a rule; the same for all kinds
    public Setting<Integer> workingDays(String key) {
        return number(key, Kind.WORKING_DAYS);
    }

    /// Whether the rule exists and counts working days.
    public boolean countsWorkingDays(String key) {
        Rule rule = rules.find(key);
        return rule != null && rule.kind() == Kind.WORKING_DAYS;
    }

    /// A number of calendar days.
    public Setting<Integer> days(String key) {
        return number(key, Kind.DAYS);
    }

    public Setting<Integer> months(String key) {
        return number(key, Kind.MONTHS);
    }

    /// A number of minutes.
    public Setting<Duration> minutes(String key) {
        return of(key, Kind.MINUTES, value -> Duration.ofMinutes(Objects.requireNonNull(value.number())));
    }

    public Setting<Integer> number(String key) {
        return number(key, Kind.NUMBER);
    }

    /// A percentage: 80 for 80 %.
    public Setting<Integer> percent(String key) {
        return number(key, Kind.PERCENT);
    }

    public Setting<String> text(String key) {
        return of(key, Kind.TEXT, value -> Objects.requireNonNull(value.text()));
    }

    /// The codes to choose from, in their order.
    public Setting<List<Code>> codes(String key) {
        return of(key, Kind.CODE_LIST, value -> Objects.requireNonNull(value.codes()));
    }

    /// The name of a code that was chosen earlier: from today's list, or the latest list that contained it.
    public Optional<Code> code(String key, String code) {
        RuleValue usual = rules.declared(key).value();
        LocalDate today = today();
        return Stream.of(
                        Stream.of(codes(key).today()),
                        changes.apply(key).stream()
                                .filter(change -> !change.validFrom().isAfter(today))
                                .map(change -> change.value().codes()),
                        Stream.of(usual.codes()))
                .flatMap(lists -> lists)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(one -> one.code().equals(code))
                .findFirst();
    }

    /// The value in force on a day.
    RuleValue on(Rule rule, LocalDate day) {
        return change(rule.key(), day).map(RuleChange::value).orElse(rule.value());
    }

    /// All changes of a rule that this node knows, including undone ones, in order of precedence.
    List<RuleChange> changes(String key) {
        return changes.apply(key);
    }

    /// The change that determines the value on a day; empty if it is the default.
    Optional<RuleChange> change(String key, LocalDate day) {
        return inForce(changes.apply(key), day);
    }

    /// @param changes of one rule, in order of precedence
    static Optional<RuleChange> inForce(List<RuleChange> changes, LocalDate day) {
        return changes.stream()
                .filter(change -> !change.isUndone() && !change.validFrom().isAfter(day))
                .findFirst();
    }

    LocalDate today() {
        return CityTime.today(clock);
    }

    private Setting<Integer> number(String key, Kind kind) {
        return of(key, kind, value -> Objects.requireNonNull(value.number()));
    }

    private <T> Setting<T> of(String key, Kind kind, Function<RuleValue, T> as) {
        Rule rule = rules.declared(key);
        if (rule.kind() != kind) {
            throw new IllegalStateException("the rule " + key + " is of the kind " + rule.kind() + ", not " + kind);
        }
        return new Setting<>(day -> as.apply(on(rule, day)), this::today);
    }
}
