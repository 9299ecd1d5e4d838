package org.shuguan.server.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.engine.HistoryService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.engine.history.HistoricActivityInstance;
import org.flowable.engine.history.HistoricProcessInstance;
import org.flowable.task.api.Task;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OpenTodos;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Cases on their way through people. Flows are BPMN files that a city may change.
@Service
@Transactional
public class Approvals implements OpenTodos {
    static final String TITLE = "title";
    static final String UNIT = "unit";
    static final String LINK = "link";
    private static final String OUTCOME = "outcome";

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final HistoryService history;
    private final RepositoryService repository;
    private final Decisions decisions;
    private final Institution institution;
    private final Substitution substitution;
    private final Clock clock;

    Approvals(
            RuntimeService runtime,
            TaskService tasks,
            HistoryService history,
            RepositoryService repository,
            Decisions decisions,
            Institution institution,
            Substitution substitution,
            Clock clock) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.history = history;
        this.repository = repository;
        this.decisions = decisions;
        this.institution = institution;
        this.substitution = substitution;
        this.clock = clock;
    }

    /// Starts a case.
    ///
    /// @param flow id of the flow's process
    /// @param subject what it is about, for the engine's business key
    /// @param link the page where it is decided
    /// @return the case's id
    public String start(String flow, String subject, UnitCode unit, String title, String link, Actor actor, Role as) {
        String id = runtime.createProcessInstanceBuilder()
                .processDefinitionKey(flow)
                .businessKey(subject)
                .variables(Map.of(UNIT, unit.value(), TITLE, title, LINK, link))
                .start()
                .getId();
        record(id, "submitted", "submit", null, actor, new Capacity(as, unit, null));
        return id;
    }

    /// Tells a case what its flow asks for beside unit and title, for example who is asked next.
    public void know(String caseId, Map<String, String> facts) {
        runtime.setVariables(caseId, facts);
    }

    /// The step at which the case stands, empty when it is over.
    @Transactional(readOnly = true)
    public Optional<String> stepOf(String caseId) {
        return Optional.ofNullable(task(caseId)).map(Task::getTaskDefinitionKey);
    }

    /// As what the actor may decide the case's current step; empty where it is not theirs.
    @Transactional(readOnly = true)
    public Optional<Capacity> capacity(String caseId, Actor actor) {
        Task task = task(caseId);
        if (task == null) {
            return Optional.empty();
        }
        List<String> groups = tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(link -> String.valueOf(link.getGroupId()))
                .toList();
        return capacities(actor).stream()
                .filter(capacity -> groups.contains(capacity.group()))
                .findFirst();
    }

    /// Decides a step, once: whoever comes second is told so.
    ///
    /// @param step at which the actor believes the case to be
    /// @throws StepGone where it is elsewhere
    /// @throws Forbidden where the step is not the actor's
    public Decision complete(
            String caseId, String step, String outcome, @Nullable String comment, String title, Actor actor) {
        Task task = task(caseId);
        if (task == null || !task.getTaskDefinitionKey().equals(step)) {
            throw new StepGone();
        }
        Capacity capacity = capacity(caseId, actor).orElseThrow(Forbidden::new);
        runtime.setVariable(caseId, TITLE, title);
        try {
            tasks.complete(task.getId(), Map.of(OUTCOME, outcome));
        } catch (org.flowable.common.engine.api.FlowableOptimisticLockingException faster) {
            throw new StepGone();
        }
        return record(caseId, step, outcome, comment, actor, capacity);
    }

    /// Ends a case before its end, for example because its subject was deleted.
    public void abandon(String caseId, String reason) {
        if (task(caseId) != null) {
            runtime.deleteProcessInstance(caseId, reason);
        }
    }

    /// Who decided what, the first first.
    @Transactional(readOnly = true)
    public List<Decision> history(String caseId) {
        return decisions.of(caseId);
    }

    /// The flow as a picture, with the current step and those behind it.
    @Transactional(readOnly = true)
    public FlowDiagram picture(String caseId) {
        HistoricProcessInstance instance = history.createHistoricProcessInstanceQuery()
                .processInstanceId(caseId)
                .singleResult();
        if (instance == null) {
            throw new NotFound();
        }
        BpmnModel model = repository.getBpmnModel(instance.getProcessDefinitionId());
        List<HistoricActivityInstance> been = history.createHistoricActivityInstanceQuery()
                .processInstanceId(caseId)
                .list();
        return FlowDiagram.of(model, been);
    }

    /// When the current step is due, null where the case is over or the step has no term.
    @Transactional(readOnly = true)
    public @Nullable LocalDate due(String caseId) {
        Task task = task(caseId);
        return task == null || task.getDueDate() == null
                ? null
                : task.getDueDate().toInstant().atZone(Institution.CITY_TIME).toLocalDate();
    }

    @Override
    @Transactional(readOnly = true)
    public int countFor(Role role, UnitCode unit) {
        return (int) tasks.createTaskQuery()
                .taskCandidateGroup(Capacity.group(role, unit))
                .count();
    }

    /// All that the actor is today, and what others have delegated to them and still hold themselves.
    @Transactional(readOnly = true)
    public List<Capacity> capacities(Actor actor) {
        List<Capacity> capacities = new ArrayList<>();
        substituted(actor).forEach(capacities::add);
        actor.held().forEach(held -> capacities.add(new Capacity(held.role(), held.unit(), null)));
        LocalDate today = institution.today();
        for (Delegation delegation : decisions.inForceTo(actor.officer(), today)) {
            boolean stillHeld = institution.holders(delegation.role(), delegation.unit(), today).stream()
                    .anyMatch(holder -> holder.officer().equals(delegation.fromOfficer()));
            if (stillHeld) {
                capacities.add(new Capacity(delegation.role(), delegation.unit(), delegation.fromName()));
            }
        }
        return capacities;
    }

    /// The actor as whoever keeps work asks for them.
    @Transactional(readOnly = true)
    public OpenWork.Looking looking(Actor actor) {
        return new OpenWork.Looking(capacities(actor), institution.unitNames());
    }

    /// What the actor decides in somebody's place who is away.
    private Stream<Capacity> substituted(Actor actor) {
        LocalDate today = institution.today();
        return substitution.standsInFor(actor.officer(), today).stream()
                .flatMap(held -> institution.answersFor(held.unit(), today).stream()
                        .map(unit -> new Capacity(held.role(), unit, held.officerName())));
    }

    private @Nullable Task task(String caseId) {
        return tasks.createTaskQuery().processInstanceId(caseId).singleResult();
    }

    private Decision record(
            String caseId, String step, String outcome, @Nullable String comment, Actor actor, Capacity capacity) {
        Instant now = clock.instant();
        var decision = new Decision(
                caseId,
                step,
                outcome,
                comment,
                actor.officer(),
                actor.officerName(),
                capacity.role(),
                // Whoever decides for a unit that has gone does so as its successor.
                institution.answering(capacity.unit(), institution.today()),
                capacity.onBehalfOf(),
                now);
        decisions.add(decision);
        return decision;
    }
}
