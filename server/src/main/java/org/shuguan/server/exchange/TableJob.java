package org.shuguan.server.exchange;

import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.serve.LakeServed;
import org.shuguan.dataplane.serve.ReadRefused;
import org.shuguan.dataplane.serve.ServedTable;
import org.shuguan.dataplane.serve.SourceAway;
import org.shuguan.dataplane.serve.TableLoad;
import org.shuguan.dataplane.serve.TargetRefused;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.client.MachineTokens.Machine;
import org.shuguan.server.job.Job;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.sharing.Grant;
import org.shuguan.server.sharing.Grants;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Puts the rows of a grant into a table of its consumer, in one transaction there. The call is durable in the record
/// before that transaction is committed. A delivery that was killed is found again by the line in the consumer's
/// ledger: it is either made once more from the beginning, or it was committed and is only noted.
@Component
class TableJob implements JobKind {
    static final String NAME = "exchange-table";

    private final TargetRecords records;
    private final TableTargets targets;
    private final Grants grants;
    private final Admission admission;
    private final Served served;
    private final CallReplies replies;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Texts texts;
    private final JsonMapper json;
    private final Clock clock;

    TableJob(
            TargetRecords records,
            TableTargets targets,
            Grants grants,
            Admission admission,
            Served served,
            CallReplies replies,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Texts texts,
            JsonMapper json,
            Clock clock) {
        this.records = records;
        this.targets = targets;
        this.grants = grants;
        this.admission = admission;
        this.served = served;
        this.replies = replies;
        this.events = events;
        this.transaction = transaction;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Lane lane() {
        return Lane.LONG;
    }

    @Override
    public String measure() {
        return "rows";
    }

    @Override
    public boolean canRunAgain(Job failed) {
        return false;
    }

    @Override
    public void run(JobContext job) throws Exception {
        TargetRecords.Delivery delivery = records.delivery(job.id())
                .filter(row -> row.state() == TargetRecords.State.WAITING)
                .orElse(null);
        if (delivery == null) {
            return;
        }
        TableTarget target = records.find(delivery.target()).orElse(null);
        Grant grant = grants.find(delivery.dataGrant())
                .filter(found -> found.change() == delivery.grantChange() && found.inForceOn(CityTime.today(clock)))
                .orElse(null);
        try {
            if (target == null || grant == null) {
                throw ExchangeRefused.noGrant();
            }
            deliver(delivery, target, grant, job);
        } catch (ReadRefused refused) {
            throw failed(delivery, ExchangeRefused.read(refused));
        } catch (TargetRefused refused) {
            throw mayPass(refused) ? refused : failed(delivery, ExchangeRefused.target(refused));
        } catch (SourceUnreadable unreadable) {
            throw failed(delivery, ExchangeRefused.targetMoved());
        } catch (ExchangeRefused refused) {
            throw failed(delivery, refused);
        }
    }

    /// Such failures are tried again by the job's own pauses.
    private static boolean mayPass(TargetRefused refused) {
        return refused.reason() == TargetRefused.Reason.AWAY || refused.reason() == TargetRefused.Reason.LOCKED;
    }

    private void deliver(TargetRecords.Delivery delivery, TableTarget target, Grant grant, JobContext job)
            throws ReadRefused, SourceAway, SourceUnreadable {
        Source.Database database = targets.opened(target);
        CallInProgress call = call(delivery, target, grant, database.host());
        try (TableLoad load = TableLoad.open(
                new TableLoad.Target(
                        database,
                        target.path(),
                        TableLoad.Manner.valueOf(target.manner().name()),
                        target.made()),
                delivery.id().toString(),
                grant.number(),
                rows -> {
                    job.orStop();
                    mustStand(grant);
                    job.done(rows);
                })) {
            Optional<TableLoad.Outcome> earlier = load.earlier();
            if (earlier.isPresent()) {
                // It was committed, but the process ended before that could be noted.
                ended(delivery, call, earlier.get());
                return;
            }
            if (delivery.call() != null) {
                // It was recorded, but the process ended before the commit.
                replies.ended(call.as(delivery.call()), 200, 0, false, 0, Hashes.sha256(new byte[0]));
            }
            admission.admit(call, grant, Grant.Mode.TABLE);
            ServedTable table = delivery.version() == null
                    ? served.whole(grant, null)
                    : served.collected(grant, delivery.version());
            ConsumerReader.snapshot(table, served.granted(grant), load);
            TableLoad.Outcome done = load.put();
            job.orStop();
            mustStand(grant);
            byte[] digest = load.digest();
            Long version = table instanceof LakeServed lake ? Long.valueOf(lake.id()) : null;
            records.committing(delivery.id(), call.id, version, done, load.bytes(), digest);
            replies.began(call, 200, load.bytes(), digest);
            commit(load, call, digest);
            replies.ended(call, 200, (int) Math.min(Integer.MAX_VALUE, done.rows()), true, load.bytes(), digest);
            records.done(delivery.id(), clock.instant());
        }
    }

    private void commit(TableLoad load, CallInProgress call, byte[] digest) {
        try {
            load.commit();
        } catch (TargetRefused uncertain) {
            replies.ended(call, 200, 0, false, 0, digest);
            throw uncertain;
        }
    }

    private void ended(TargetRecords.Delivery delivery, CallInProgress begun, TableLoad.Outcome done) {
        replies.ended(
                begun.as(Objects.requireNonNull(delivery.call())),
                200,
                (int) Math.min(Integer.MAX_VALUE, done.rows()),
                true,
                Objects.requireNonNull(delivery.bytes()),
                HexFormat.of().parseHex(Objects.requireNonNull(delivery.digest())));
        records.done(delivery.id(), clock.instant());
    }

    private void mustStand(Grant grant) {
        if (!admission.stands(grant.id(), grant.change())) {
            throw ExchangeRefused.noGrant();
        }
    }

    private static CallInProgress call(
            TargetRecords.Delivery delivery, TableTarget target, Grant grant, String address) {
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
        call.filter = "delivery " + delivery.id() + " " + target.manner().word() + " " + TableTargets.place(target);
        return call;
    }

    private JobFailed failed(TargetRecords.Delivery delivery, ExchangeRefused refused) {
        transaction.executeWithoutResult(status -> failed(delivery, refused.code(), refused.facts()));
        return new JobFailed("exchange.problem.file", texts.say("refusal." + refused.code(), refused.facts()));
    }

    private void failed(TargetRecords.Delivery delivery, String code, Map<String, Object> facts) {
        boolean first = !records.failedBefore(delivery);
        if (records.failed(delivery.id(), code, json.writeValueAsString(facts), clock.instant()) && first) {
            grants.find(delivery.dataGrant())
                    .ifPresent(grant -> events.publishEvent(TargetEvent.of(
                            TargetEvent.What.FAILED,
                            grant,
                            delivery.path(),
                            code,
                            delivery.id().toString(),
                            null)));
        }
    }

    @Override
    public void ended(Job job) {
        boolean open = job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED;
        if (open) {
            records.delivery(job.id())
                    .filter(delivery -> delivery.state() == TargetRecords.State.WAITING)
                    .ifPresent(delivery -> failed(
                            delivery,
                            job.state() == Job.State.CANCELLED ? "exchange/table-cancelled" : "exchange/table-away",
                            Map.of("detail", "")));
        }
    }
}
