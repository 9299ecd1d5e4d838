package org.shuguan.server.approval;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.HistoryService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.engine.history.HistoricActivityInstance;
import org.flowable.engine.history.HistoricProcessInstance;
import org.flowable.engine.runtime.ProcessInstance;
import org.flowable.task.api.Task;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.access.Permission;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.OpenTodos;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Cases and their steps. A [CaseType] declares the steps and outcomes of a flow; a BPMN file, which a city may
/// change, defines the order of the steps.
@Service
@Transactional
public class Approvals implements OpenTodos {
    static final String TITLE = "title";
    static final String UNIT = "unit";
    static final String TERRITORY = "territory";
    static final String LINK = "link";
    /// The step under which the history records a submission.
    static final String SUBMITTED = "submitted";

    private static final String DUE = "due";
    /// The outcome by which the history records a submission.
    static final String SUBMIT = "submit";

    private static final String OUTCOME = "outcome";
    private static final int LONGEST_COMMENT = 2000;

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final HistoryService history;
    private final RepositoryService repository;
    private final Decisions decisions;
    private final Drafters drafters;
    private final Reminders reminders;
    private final Access access;
    private final Institution institution;
    private final Calendar calendar;
    private final Clock clock;

    Approvals(
            RuntimeService runtime,
            TaskService tasks,
            HistoryService history,
            RepositoryService repository,
            Decisions decisions,
            Drafters drafters,
            Reminders reminders,
            Access access,
            Institution institution,
            Calendar calendar,
            Clock clock) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.history = history;
        this.repository = repository;
        this.decisions = decisions;
        this.drafters = drafters;
        this.reminders = reminders;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.clock = clock;
    }

    /// Starts a case.
    ///
    /// @return the case's id
    public String start(CaseType<?, ?> type, NewCase begun, Actor actor) {
        String id = runtime.createProcessInstanceBuilder()
                .processDefinitionKey(type.flow())
                .businessKey(begun.subject())
                .variables(begun.variables())
                .start()
                .getId();
        Capacity as = actor.capacities().stream()
                .filter(capacity ->
                        capacity.role() == begun.as() && capacity.unit().equals(begun.submitter()))
                .findFirst()
                .orElseGet(() -> Capacity.own(begun.as(), begun.submitter()));
        record(id, SUBMITTED, SUBMIT, null, actor, as);
        return id;
    }

    /// Records that the actor wrote at the subject of a case, which may not have begun: they must not decide it.
    ///
    /// @param subject as the case will name it, see [NewCase]
    /// @param permission by which the actor wrote
    /// @param unit of the subject
    public void drafted(CaseType<?, ?> type, String subject, Permission permission, UnitCode unit, Actor actor) {
        drafters.add(
                type.flow(), List.of(subject), FourEyes.Party.of(actor, access.capacities(actor, permission, unit)));
    }

    /// The same of many subjects that a person wrote by way of a file.
    public void drafted(CaseType<?, ?> type, Collection<String> subjects, OfficerId officer) {
        drafters.add(type.flow(), subjects, new FourEyes.Party(officer, null));
    }

    /// The capacity in which the actor may decide something about the subject of a case that is no step of the
    /// case; empty without the permission, or if they drafted or submitted it.
    ///
    /// @param caseId null if the subject was never submitted
    @Transactional(readOnly = true)
    public Optional<Capacity> decidesAs(
            CaseType<?, ?> type,
            String subject,
            @Nullable String caseId,
            Permission permission,
            UnitCode unit,
            Actor actor) {
        List<FourEyes.Party> barred = new ArrayList<>(drafters.of(type.flow(), subject));
        barred.addAll(caseId == null ? List.of() : submitters(caseId));
        return access.capacities(actor, permission, unit).stream()
                .filter(capacity -> FourEyes.allow(barred, actor, capacity))
                .findFirst();
    }

    /// Sets variables that the flow needs besides unit and title, for example who is asked next.
    public void setFacts(String caseId, Map<String, Object> facts) {
        runtime.setVariables(caseId, facts);
    }

    /// Gives a case another last day, where its module counts it: its variable `due`, and its current step if its flow
    /// takes the last day from that variable.
    public void moveDue(String caseId, LocalDate day) {
        Task task = task(caseId);
        if (task == null) {
            return;
        }
        Date due = Date.from(CityTime.endOf(day));
        runtime.setVariable(caseId, DUE, due);
        if (repository.getBpmnModel(task.getProcessDefinitionId()).getFlowElement(task.getTaskDefinitionKey())
                        instanceof UserTask step
                && ("${" + DUE + "}").equals(step.getDueDate())) {
            tasks.setDueDate(task.getId(), due);
        }
    }

    /// The step at which the case is, empty if the case is over.
    @Transactional(readOnly = true)
    public Optional<String> stepOf(String caseId) {
        return Optional.ofNullable(task(caseId)).map(Task::getTaskDefinitionKey);
    }

    /// The territory whose bureau serves the case, empty if the case is over.
    @Transactional(readOnly = true)
    public Optional<UnitCode> territory(String caseId) {
        return Optional.ofNullable(task(caseId))
                .map(task -> runtime.getVariable(caseId, TERRITORY))
                .map(territory -> new UnitCode(String.valueOf(territory)));
    }

    /// Whether the case's current step is addressed to the actor in some capacity, even if four eyes forbid them
    /// to decide it.
    @Transactional(readOnly = true)
    public boolean concerns(String caseId, Actor actor) {
        Task task = task(caseId);
        return task != null && !turn(task, actor).isEmpty();
    }

    /// The actions of the actor on the case now.
    @Transactional(readOnly = true)
    public List<CaseAction> actions(CaseType<?, ?> type, @Nullable String caseId, Actor actor) {
        Task task = caseId == null ? null : task(caseId);
        return task == null ? List.of() : actions(type, task, actor);
    }

    /// The case as a page shows it.
    ///
    /// @param caseId null if the subject was never submitted
    @Transactional(readOnly = true)
    public CasePanel panel(CaseType<?, ?> type, @Nullable String caseId, Actor actor) {
        if (caseId == null) {
            return CasePanel.NONE;
        }
        Task task = task(caseId);
        LocalDate due = due(task);
        return new CasePanel(
                task == null ? null : task.getTaskDefinitionKey(),
                due,
                task == null || due == null
                        ? null
                        : calendar.light(CityTime.day(task.getCreateTime().toInstant()), due, institution.today()),
                task == null ? List.of() : actions(type, task, actor),
                decisions.of(caseId),
                picture(caseId),
                task == null ? null : reminders.of(caseId, actor));
    }

    /// Decides the current step of the case. Of two concurrent decisions the second is refused.
    ///
    /// @param at the state in which the actor saw the subject
    /// @throws StepGone if the case is at another step, or the step does not have the outcome
    /// @throws Forbidden if the step is not addressed to the actor
    /// @throws OwnSubmission if the actor, or the person for whom they act, drafted or submitted the case
    /// @throws InvalidInput if a field that the outcome requires is missing
    public <S extends Enum<S>, O extends Enum<O>> Decided<S> decide(
            CaseType<S, O> type, @Nullable String caseId, S at, O outcome, Given given, Actor actor) {
        Task task = Optional.ofNullable(caseId).map(this::task).orElseThrow(StepGone::new);
        CaseType.Step<S, O> step = type.step(task.getTaskDefinitionKey())
                .filter(one -> one.state() == at)
                .orElseThrow(StepGone::new);
        CaseType.Outcome<S, O> chosen =
                step.outcome(outcome).filter(one -> !one.byFact()).orElseThrow(StepGone::new);
        Capacity capacity = capacity(step, chosen, task, actor);
        check(chosen, given);
        Map<String, Object> facts = new HashMap<>(given.facts());
        facts.put(TITLE, given.title());
        facts.put(OUTCOME, chosen.word());
        complete(task, facts);
        Decision decision =
                record(task.getProcessInstanceId(), step.id(), chosen.word(), given.comment(), actor, capacity);
        return new Decided<>(decision, after(type, chosen, task.getProcessInstanceId()));
    }

    /// Advances a case because of an event, without a decision by a person.
    ///
    /// @return the subject's new state; empty if the case is not at a step of that state
    public <S extends Enum<S>, O extends Enum<O>> Optional<S> advance(
            CaseType<S, O> type, @Nullable String caseId, S at, O outcome) {
        Task task = caseId == null ? null : task(caseId);
        if (task == null) {
            return Optional.empty();
        }
        return type.step(task.getTaskDefinitionKey())
                .filter(step -> step.state() == at)
                .flatMap(step -> step.outcome(outcome))
                .map(chosen -> {
                    complete(task, Map.of(OUTCOME, chosen.word()));
                    return after(type, chosen, task.getProcessInstanceId());
                });
    }

    /// Ends a case early, for example because its subject was deleted.
    public void abandon(String caseId, String reason) {
        if (task(caseId) != null) {
            runtime.deleteProcessInstance(caseId, reason);
        }
    }

    /// The decisions, the oldest first.
    @Transactional(readOnly = true)
    public List<Decision> history(String caseId) {
        return decisions.of(caseId);
    }

    /// The newest decision or submission.
    ///
    /// @throws NotFound if the case is not known
    @Transactional(readOnly = true)
    public Decision last(String caseId) {
        List<Decision> all = decisions.of(caseId);
        if (all.isEmpty()) {
            throw new NotFound();
        }
        return all.getLast();
    }

    /// Who submitted the case first; empty if the case is not known.
    @Transactional(readOnly = true)
    public Optional<OfficerId> submitter(String caseId) {
        return decisions.of(caseId).stream().map(Decision::officer).findFirst();
    }

    /// The flow as a diagram, with the current and the completed steps.
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

    /// The due day of the current step, null if the case is over or the step has no term.
    @Transactional(readOnly = true)
    public @Nullable LocalDate due(String caseId) {
        return due(task(caseId));
    }

    @Override
    @Transactional(readOnly = true)
    public int countFor(Role role, UnitCode unit) {
        return (int) tasks.createTaskQuery()
                .taskCandidateGroup(Capacity.group(role, access.addressed(role, unit)))
                .count();
    }

    private static @Nullable LocalDate due(@Nullable Task task) {
        return task == null || task.getDueDate() == null
                ? null
                : CityTime.day(task.getDueDate().toInstant());
    }

    private <S extends Enum<S>, O extends Enum<O>> List<CaseAction> actions(
            CaseType<S, O> type, Task task, Actor actor) {
        CaseType.Step<S, O> step = type.step(task.getTaskDefinitionKey()).orElse(null);
        if (step == null) {
            return List.of();
        }
        List<FourEyes.Party> barred = barred(step, task);
        boolean turn = turn(task, actor).stream().anyMatch(capacity -> FourEyes.allow(barred, actor, capacity));
        List<CaseAction> actions = new ArrayList<>();
        for (CaseType.Outcome<S, O> outcome : step.outcomes()) {
            if (outcome.byFact()) {
                continue;
            }
            if (outcome.by() == null
                    ? turn
                    : ofTheUnit(outcome.by(), task, actor).isPresent()) {
                actions.add(new CaseAction(outcome.word(), outcome.fields()));
            }
        }
        return actions;
    }

    /// The capacity in which the actor may choose the outcome.
    private <S extends Enum<S>, O extends Enum<O>> Capacity capacity(
            CaseType.Step<S, O> step, CaseType.Outcome<S, O> outcome, Task task, Actor actor) {
        if (outcome.by() != null) {
            return ofTheUnit(outcome.by(), task, actor).orElseThrow(Forbidden::new);
        }
        List<Capacity> turn = turn(task, actor);
        if (turn.isEmpty()) {
            throw new Forbidden();
        }
        List<FourEyes.Party> barred = barred(step, task);
        return turn.stream()
                .filter(capacity -> FourEyes.allow(barred, actor, capacity))
                .findFirst()
                .orElseThrow(OwnSubmission::new);
    }

    /// The capacities in which the step is addressed to the actor, their own roles first.
    private List<Capacity> turn(Task task, Actor actor) {
        List<String> groups = tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(link -> String.valueOf(link.getGroupId()))
                .toList();
        return actor.capacities().stream()
                .filter(capacity -> groups.contains(capacity.group()))
                .sorted(Comparator.comparing(capacity -> capacity.principal() != null))
                .toList();
    }

    private Optional<Capacity> ofTheUnit(Role role, Task task, Actor actor) {
        String unit = String.valueOf(runtime.getVariable(task.getExecutionId(), UNIT));
        return actor.capacities().stream()
                .filter(capacity ->
                        capacity.role() == role && capacity.unit().value().equals(unit))
                .findFirst();
    }

    /// Those who must not take the step: of a decision, all who drafted or submitted the case.
    private List<FourEyes.Party> barred(CaseType.Step<?, ?> step, Task task) {
        if (step.kind() != CaseType.Kind.DECISION) {
            return List.of();
        }
        List<FourEyes.Party> barred = new ArrayList<>(submitters(task.getProcessInstanceId()));
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult();
        if (instance != null && instance.getBusinessKey() != null) {
            barred.addAll(drafters.of(instance.getProcessDefinitionKey(), instance.getBusinessKey()));
        }
        return barred;
    }

    private List<FourEyes.Party> submitters(String caseId) {
        return decisions.of(caseId).stream()
                .filter(Decision::isSubmission)
                .map(Decision::party)
                .toList();
    }

    private static void check(CaseType.Outcome<?, ?> outcome, Given given) {
        InvalidInput.Check check = new InvalidInput.Check();
        for (CaseType.Field field : outcome.fields()) {
            Object value = given.fields().get(field.name());
            boolean there = value != null && !(value instanceof String text && text.isBlank());
            check.that(there || !field.required(), field.name(), "required");
        }
        String comment = given.comment() == null ? "" : given.comment();
        check.that(comment.length() <= LONGEST_COMMENT, "comment", "too-long", Map.of("max", LONGEST_COMMENT));
        check.orRefuse();
    }

    private void complete(Task task, Map<String, Object> facts) {
        runtime.setVariables(task.getProcessInstanceId(), facts);
        try {
            tasks.complete(task.getId());
        } catch (org.flowable.common.engine.api.FlowableOptimisticLockingException faster) {
            throw new StepGone();
        }
    }

    private <S extends Enum<S>, O extends Enum<O>> S after(
            CaseType<S, O> type, CaseType.Outcome<S, O> outcome, String caseId) {
        Task next = task(caseId);
        return type.after(outcome, next == null ? null : next.getTaskDefinitionKey());
    }

    private @Nullable Task task(String caseId) {
        return tasks.createTaskQuery().processInstanceId(caseId).singleResult();
    }

    private Decision record(
            String caseId, String step, String outcome, @Nullable String comment, Actor actor, Capacity capacity) {
        Capacity.Principal principal = capacity.principal();
        var decision = new Decision(
                caseId,
                step,
                outcome,
                comment == null || comment.isBlank() ? null : comment.strip(),
                actor.officer(),
                actor.officerName(),
                capacity.role(),
                // The decision is recorded for the responsible unit: the successor of a unit that has ended, or the
                // district for a bureau without a CDO.
                institution.answering(capacity.heldAt(), institution.today()),
                capacity.kind(),
                principal == null ? null : principal.officer(),
                principal == null ? null : principal.name(),
                clock.instant());
        decisions.add(decision);
        return decision;
    }
}
