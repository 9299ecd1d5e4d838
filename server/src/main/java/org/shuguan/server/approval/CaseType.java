package org.shuguan.server.approval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.Rows;

/// A module's declaration of one of its flows: its steps, the state of the subject at each step, the outcomes of
/// each step, and the fields and next states of each outcome. It is used to check decisions, to set the subject's
/// next state, to list the actions on a page, and to validate a city's own BPMN file.
///
/// @param <S> states of the subject
/// @param <O> outcomes of the flow's steps
public final class CaseType<S extends Enum<S>, O extends Enum<O>> {
    /// The kind of a step.
    public enum Kind {
        /// a decision: must not be taken by the person who submitted the case, in any capacity
        DECISION,
        /// a statement of a unit that the case concerns, which is not binding
        OPINION,
        /// work on the case itself, by those who submitted it or those who must carry out the decision
        WORK
    }

    /// A field of an outcome.
    public record Field(String name, boolean required) {
        public static Field required(String name) {
            return new Field(name, true);
        }

        public static Field optional(String name) {
            return new Field(name, false);
        }
    }

    /// An outcome of a step.
    ///
    /// @param by the role at the case's unit that may choose it instead of the step's addressees, null if the
    ///     addressees choose it
    /// @param byFact whether an event brings it about instead of a person
    /// @param to possible states of the subject afterwards
    public record Outcome<S extends Enum<S>, O extends Enum<O>>(
            O outcome, @Nullable Role by, boolean byFact, Set<S> to, List<Field> fields) {
        public String word() {
            return Rows.word(outcome);
        }
    }

    /// A step.
    ///
    /// @param id as in the BPMN file
    /// @param state of the subject while the case is at this step
    public record Step<S extends Enum<S>, O extends Enum<O>>(
            String id, S state, Kind kind, List<Outcome<S, O>> outcomes) {
        Optional<Outcome<S, O>> outcome(O wanted) {
            return outcomes.stream().filter(one -> one.outcome() == wanted).findFirst();
        }
    }

    private final String flow;
    private final Class<S> states;
    private final Map<String, Step<S, O>> steps;
    private final Set<String> variables;

    private CaseType(String flow, Class<S> states, Map<String, Step<S, O>> steps, Set<String> variables) {
        this.flow = flow;
        this.states = states;
        this.steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        this.variables = Set.copyOf(variables);
    }

    public static <S extends Enum<S>, O extends Enum<O>> Builder<S, O> of(String flow, Class<S> states) {
        return new Builder<>(flow, states);
    }

    /// Builds a type, one step after the other.
    public static final class Builder<S extends Enum<S>, O extends Enum<O>> {
        private final String flow;
        private final Class<S> states;
        private final Map<String, Step<S, O>> steps = new LinkedHashMap<>();
        private final List<String> variables =
                new ArrayList<>(List.of("unit", "territory", "title", "link", "outcome", "deadlines"));

        private Builder(String flow, Class<S> states) {
            this.flow = flow;
            this.states = states;
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // the array is only read
        public final Builder<S, O> step(String id, S state, Kind kind, Outcome<S, O>... outcomes) {
            steps.put(id, new Step<>(id, state, kind, List.of(outcomes)));
            return this;
        }

        /// Variables that the BPMN file may use besides unit, territory, title, link and outcome.
        public Builder<S, O> variables(String... names) {
            variables.addAll(Arrays.asList(names));
            return this;
        }

        public CaseType<S, O> build() {
            return new CaseType<>(flow, states, steps, Set.copyOf(variables));
        }
    }

    /// An outcome that the step's addressees choose, and that leads to one of the states.
    public static <S extends Enum<S>, O extends Enum<O>> Outcome<S, O> outcome(O outcome, Set<S> to, Field... fields) {
        return new Outcome<>(outcome, null, false, Set.copyOf(to), List.of(fields));
    }

    /// An outcome that a role at the case's own unit may choose while the step is addressed to somebody else.
    public static <S extends Enum<S>, O extends Enum<O>> Outcome<S, O> outcomeBy(
            Role by, O outcome, Set<S> to, Field... fields) {
        return new Outcome<>(outcome, by, false, Set.copyOf(to), List.of(fields));
    }

    /// An outcome brought about by an event, see [Approvals#advance].
    public static <S extends Enum<S>, O extends Enum<O>> Outcome<S, O> outcomeByFact(O outcome, Set<S> to) {
        return new Outcome<>(outcome, null, true, Set.copyOf(to), List.of());
    }

    /// The id of the flow's process.
    public String flow() {
        return flow;
    }

    public List<Step<S, O>> steps() {
        return List.copyOf(steps.values());
    }

    Optional<Step<S, O>> step(String id) {
        return Optional.ofNullable(steps.get(id));
    }

    boolean mayName(String variable) {
        return variables.contains(variable);
    }

    /// The states of a subject while its case is at a step.
    Set<S> statesOnTheWay() {
        Set<S> found = EnumSet.noneOf(states);
        steps.values().forEach(step -> found.add(step.state()));
        return found;
    }

    /// The state of the subject after an outcome.
    ///
    /// @param next the current step of the case, null if it is over
    S after(Outcome<S, O> outcome, @Nullable String next) {
        if (next != null) {
            return step(next)
                    .map(Step::state)
                    .orElseThrow(() -> new IllegalStateException(flow + " stands at the unknown step " + next));
        }
        Set<S> onTheWay = statesOnTheWay();
        return outcome.to().stream()
                .filter(state -> !onTheWay.contains(state))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(flow + " ended by " + outcome.word() + ", which must not end it"));
    }
}
