package org.shuguan.server.approval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.flowable.common.engine.impl.util.io.BytesStreamSource;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.Role;
import org.shuguan.server.settings.Settings;

/// A BPMN file and its validation against the [CaseType] of its flow. A city may change the names, order, groups
/// and terms of steps; it must use all declared steps and outcomes, and no others.
final class FlowFile {
    private static final Pattern GROUP =
            Pattern.compile("(?:([a-z-]+)|\\$\\{(?<role>[A-Za-z]+)})@(?:[0-9A-Z]{2,8}|\\$\\{(?<unit>[A-Za-z]+)})");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern VARIABLE = Pattern.compile("(?<![.A-Za-z_'])([A-Za-z_][A-Za-z_0-9]*)");
    private static final Pattern DEADLINE = Pattern.compile("\\s*deadlines\\.of\\('([^']*)'\\)\\s*");
    private static final Pattern OUTCOME = Pattern.compile("outcome\\s*[=!]=\\s*'([^']*)'");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "eq", "ne", "empty", "true", "false", "null");

    private final byte[] content;

    FlowFile(byte[] content) {
        this.content = content.clone();
    }

    byte[] content() {
        return content.clone();
    }

    /// The errors, one sentence each; empty if the file can be used.
    ///
    /// @param settings declares the rules that count working days
    List<String> faults(CaseType<?, ?> type, Settings settings) {
        BpmnModel model;
        try {
            model = new BpmnXMLConverter().convertToBpmnModel(new BytesStreamSource(content), false, false);
        } catch (RuntimeException broken) {
            return List.of("it is not BPMN 2.0: " + broken.getMessage());
        }
        Process process = model.getProcessById(type.flow());
        if (process == null || model.getProcesses().size() != 1) {
            return List.of("it must hold one process with the id \"" + type.flow() + "\"");
        }
        List<String> faults = new ArrayList<>();
        steps(type, process, settings, faults);
        elements(type, process, model, faults);
        ways(type, process, faults);
        return faults;
    }

    private static void steps(CaseType<?, ?> type, Process process, Settings settings, List<String> faults) {
        Set<String> there = new HashSet<>();
        for (UserTask task : process.findFlowElementsOfType(UserTask.class)) {
            there.add(task.getId());
            if (type.step(task.getId()).isEmpty()) {
                faults.add("the step \"" + task.getId() + "\" is not known");
            }
            if (task.getCandidateGroups().isEmpty()) {
                faults.add("the step \"" + task.getId() + "\" is addressed to nobody (flowable:candidateGroups)");
            }
            for (String group : task.getCandidateGroups()) {
                group(type, task, group).ifPresent(faults::add);
            }
            for (String text : expressions(task.getDueDate())) {
                variables(type, text, "the due date of " + task.getId(), faults);
                term(task, text, settings).ifPresent(faults::add);
            }
        }
        type.steps().stream()
                .filter(step -> !there.contains(step.id()))
                .forEach(step -> faults.add("the step \"" + step.id() + "\" is missing"));
    }

    /// A term must be a rule, so that the bureau can change its days without changing the file.
    private static Optional<String> term(UserTask task, String text, Settings settings) {
        Matcher matcher = DEADLINE.matcher(text);
        return !text.contains("deadlines") || (matcher.matches() && settings.countsWorkingDays(matcher.group(1)))
                ? Optional.empty()
                : Optional.of("the due date of \"" + task.getId()
                        + "\" is not deadlines.of('...') with a rule that counts working days: " + text);
    }

    private static Optional<String> group(CaseType<?, ?> type, UserTask task, String group) {
        Matcher matcher = GROUP.matcher(group);
        if (!matcher.matches()) {
            return Optional.of(
                    "the step \"" + task.getId() + "\" is addressed to \"" + group + "\", which is not role@unit");
        }
        String role = matcher.group(1);
        if (role != null
                && java.util.Arrays.stream(Role.values())
                        .noneMatch(one -> one.word().equals(role))) {
            return Optional.of("the step \"" + task.getId() + "\" is addressed to the unknown role \"" + role + "\"");
        }
        return Stream.of("role", "unit")
                .map(matcher::group)
                .filter(variable -> variable != null && !type.mayName(variable))
                .map(variable -> "the step \"" + task.getId() + "\" names the unknown variable \"" + variable + "\"")
                .findFirst();
    }

    /// Every element must be of a supported kind, be drawn, and use only variables that a case has.
    private static void elements(CaseType<?, ?> type, Process process, BpmnModel model, List<String> faults) {
        long starts = process.findFlowElementsOfType(StartEvent.class).size();
        if (starts != 1) {
            faults.add("it must have one start event, not " + starts);
        }
        Set<String> outcomes = new HashSet<>();
        type.steps().forEach(step -> step.outcomes().forEach(outcome -> outcomes.add(outcome.word())));
        for (FlowElement element : process.getFlowElements()) {
            boolean known = element instanceof UserTask
                    || element instanceof StartEvent
                    || element instanceof EndEvent
                    || element instanceof ExclusiveGateway
                    || element instanceof SequenceFlow;
            if (!known) {
                faults.add(
                        "\"" + element.getId() + "\" is a " + element.getClass().getSimpleName()
                                + ": only user tasks, exclusive gateways, one start and end events are possible");
            }
            if (element instanceof FlowNode node && model.getGraphicInfo(node.getId()) == null) {
                faults.add("\"" + node.getId() + "\" is not drawn (bpmndi:BPMNShape)");
            }
            if (element instanceof SequenceFlow flow) {
                if (model.getFlowLocationGraphicInfo(flow.getId()) == null) {
                    faults.add("\"" + flow.getId() + "\" is not drawn (bpmndi:BPMNEdge)");
                }
                for (String text : expressions(flow.getConditionExpression())) {
                    variables(type, text, "the condition of " + flow.getId(), faults);
                    OUTCOME.matcher(text)
                            .results()
                            .map(found -> found.group(1))
                            .filter(word -> !outcomes.contains(word))
                            .forEach(word -> faults.add("the condition of " + flow.getId()
                                    + " asks for the unknown outcome \"" + word + "\""));
                }
            }
        }
    }

    /// Every step must lead only to states that one of its outcomes allows, and each outcome must lead somewhere.
    private static void ways(CaseType<?, ?> type, Process process, List<String> faults) {
        for (CaseType.Step<?, ?> step : type.steps()) {
            if (!(process.getFlowElement(step.id()) instanceof UserTask task)) {
                continue;
            }
            Set<String> next = new HashSet<>();
            follow(task, next, new HashSet<>());
            Set<String> allowed = new HashSet<>();
            boolean mayEnd = false;
            for (CaseType.Outcome<?, ?> outcome : step.outcomes()) {
                boolean somewhere = false;
                for (Enum<?> state : outcome.to()) {
                    List<String> there = type.steps().stream()
                            .filter(other -> other.state() == state)
                            .map(CaseType.Step::id)
                            .toList();
                    allowed.addAll(there);
                    mayEnd |= there.isEmpty();
                    somewhere |=
                            there.isEmpty() ? next.contains("") : there.stream().anyMatch(next::contains);
                }
                if (!somewhere) {
                    faults.add("from the step \"" + step.id() + "\" no way leads to where \"" + outcome.word()
                            + "\" must lead");
                }
            }
            for (String to : next) {
                if (to.isEmpty() ? !mayEnd : !allowed.contains(to)) {
                    faults.add("the step \"" + step.id() + "\" must not lead to "
                            + (to.isEmpty() ? "the end" : "\"" + to + "\""));
                }
            }
        }
    }

    /// Steps that can come next; an empty id for the end.
    private static void follow(FlowNode node, Set<String> next, Set<String> seen) {
        for (SequenceFlow flow : node.getOutgoingFlows()) {
            FlowElement target = flow.getTargetFlowElement();
            if (target instanceof UserTask task) {
                next.add(task.getId());
            } else if (target instanceof EndEvent) {
                next.add("");
            } else if (target instanceof FlowNode other && seen.add(other.getId())) {
                follow(other, next, seen);
            }
        }
    }

    private static List<String> expressions(@Nullable String text) {
        return text == null
                ? List.of()
                : EXPRESSION
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
    }

    private static void variables(CaseType<?, ?> type, String expression, String where, List<String> faults) {
        String bare = QUOTED.matcher(expression).replaceAll("");
        VARIABLE.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(word -> !WORDS.contains(word) && !type.mayName(word))
                .distinct()
                .forEach(word -> faults.add(where + " names the unknown variable \"" + word + "\""));
    }
}
