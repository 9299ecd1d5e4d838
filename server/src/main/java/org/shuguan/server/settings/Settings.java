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

/// The rules that the city goes by, as code reads them.
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

    /// The rules as the modules declare them, where nobody has changed any: for tests that need no database.
    public static Settings defaults() {
        return new Settings(new Rules(), key -> List.of(), Clock.systemUTC());
    }

    /// How many working days.
    ///
    /// @throws IllegalStateException where no module declares such a rule; so for all kinds
    public Setting<Integer> workingDays(String key) {
        return number(key, Kind.WORKING_DAYS);
    }

    /// Whether there is such a rule and it counts working days.
    public boolean countsWorkingDays(String key) {
        Rule rule = rules.find(key);
        return rule != null && rule.kind() == Kind.WORKING_DAYS;
    }

    /// How many days of the calendar.
    public Setting<Integer> days(String key) {
        return number(key, Kind.DAYS);
    }

    public Setting<Integer> months(String key) {
        return number(key, Kind.MONTHS);
    }

    /// A whole number of minutes.
    public Setting<Duration> minutes(String key) {
        return of(key, Kind.MINUTES, value -> Duration.ofMinutes(Objects.requireNonNull(value.number())));
    }

    public Setting<Integer> number(String key) {
        return number(key, Kind.NUMBER);
    }

    /// Hundredths, 80 for four fifths.
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

    /// What a code that was once chosen is called: in the list of today, or in the latest that had it.
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

    /// All changes of a rule that this node knows, those taken back too; the one that prevails first.
    List<RuleChange> changes(String key) {
        return changes.apply(key);
    }

    /// The change by which a rule has its value on a day; empty where it has its default.
    Optional<RuleChange> change(String key, LocalDate day) {
        return inForce(changes.apply(key), day);
    }

    /// @param changes of one rule, the one that prevails first
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
