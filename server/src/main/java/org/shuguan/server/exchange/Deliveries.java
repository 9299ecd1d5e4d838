package org.shuguan.server.exchange;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What deliveries to all kinds of places have in common: by which grant they are made, how they are recorded, and how
/// they fail.
@Component
class Deliveries {
    private final TargetRecords records;
    private final Grants grants;
    private final Admission admission;
    private final CallReplies replies;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Texts texts;
    private final JsonMapper json;
    private final Clock clock;

    Deliveries(
            TargetRecords records,
            Grants grants,
            Admission admission,
            CallReplies replies,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Texts texts,
            JsonMapper json,
            Clock clock) {
        this.records = records;
        this.grants = grants;
        this.admission = admission;
        this.replies = replies;
        this.events = events;
        this.transaction = transaction;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    /// The delivery of a job if it is not over.
    Optional<TargetRecords.Delivery> waiting(UUID job) {
        return records.delivery(job).filter(row -> row.state() == TargetRecords.State.WAITING);
    }

    /// Where a delivery goes.
    ///
    /// @throws ExchangeRefused if its place was removed, or is another now
    TableTarget target(TargetRecords.Delivery delivery) {
        return records.find(delivery.target())
                .filter(target -> target.kind() == delivery.kind())
                .orElseThrow(ExchangeRefused::noGrant);
    }

    /// The grant by which a delivery is made, as it was when the delivery began.
    ///
    /// @throws ExchangeRefused if it is another now, or not in force
    Grant grant(TargetRecords.Delivery delivery) {
        return grants.find(delivery.dataGrant())
                .filter(found -> found.change() == delivery.grantChange() && found.inForceOn(CityTime.today(clock)))
                .orElseThrow(ExchangeRefused::noGrant);
    }

    /// Whether the grant is still what it was.
    ///
    /// @throws ExchangeRefused if it is not
    void mustStand(Grant grant) {
        if (!admission.stands(grant.id(), grant.change())) {
            throw ExchangeRefused.noGrant();
        }
    }

    /// The call by which a delivery is recorded.
    ///
    /// @param address of the machine that the rows go to
    static CallInProgress call(TargetRecords.Delivery delivery, TableTarget target, Grant grant, String address) {
        Machine machine = new Machine(target.setBy(), target.setByName(), grant.consumer(), Set.of());
        Request request = new Request(
                "PUT",
                ExchangeController.ROOT + "/grants/" + grant.number() + "/table",
                "",
                Map.of(),
                new byte[0],
                null,
                null,
                null,
                null,
                null,
                null,
                address);
        CallInProgress call =
                new CallInProgress(request, machine, grant.resource().value(), Call.Action.TABLE);
        call.grant = grant;
        call.filter = "delivery " + delivery.id() + " " + target.manner().word() + " " + target.place();
        return call;
    }

    /// Records that nothing of a call has left, which was recorded before the process ended.
    void nothingLeft(CallInProgress call, UUID recorded) {
        replies.ended(call.as(recorded), 200, 0, false, 0, Hashes.sha256(new byte[0]));
    }

    /// The number of rows as the record has it.
    static int counted(long rows) {
        return (int) Math.min(Integer.MAX_VALUE, rows);
    }

    JobFailed failed(TargetRecords.Delivery delivery, ExchangeRefused refused) {
        transaction.executeWithoutResult(status -> failed(delivery, refused.code(), refused.facts()));
        return new JobFailed("exchange.problem.file", texts.say("refusal." + refused.code(), refused.facts()));
    }

    /// Ends a delivery without success, in the caller's transaction.
    void failed(TargetRecords.Delivery delivery, String code, Map<String, Object> facts) {
        boolean first = !records.failedBefore(delivery);
        if (records.failed(delivery.id(), code, json.writeValueAsString(facts), clock.instant()) && first) {
            grants.find(delivery.dataGrant())
                    .ifPresent(grant -> events.publishEvent(TargetEvent.of(
                            TargetEvent.What.FAILED,
                            grant,
                            delivery.kind() == TableTarget.Kind.TABLE ? delivery.path() : delivery.place(),
                            code,
                            delivery.id().toString(),
                            null)));
        }
    }

    /// Ends the delivery of a job that was given up or cancelled.
    void ended(Job job) {
        boolean open = job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED;
        if (open) {
            waiting(job.id())
                    .ifPresent(delivery -> failed(
                            delivery,
                            "exchange/" + delivery.kind().word()
                                    + (job.state() == Job.State.CANCELLED ? "-cancelled" : "-away"),
                            Map.of("detail", "")));
        }
    }
}
