package org.shuguan.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.shuguan.server.FreshDatabase;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.WorkForTests.Told;
import org.shuguan.server.job.WorkForTests.Work;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
class JobsTest {
    @Autowired
    Jobs jobs;

    @Autowired
    JobRecords records;

    @Autowired
    JobRunner runner;

    @Autowired
    Told shortWork;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aRunningJobReportsProgressAndItsEndCommitsWithItsResult() {
        var begun = new CountDownLatch(1);
        var enough = new CountDownLatch(1);
        UUID id = started(job -> {
            job.total(10);
            job.done(4);
            job.total(8);
            WorkForTests.until(begun, enough).run(job);
            job.done(8);
        });
        arrives(begun);
        Job half = jobs.find(id).orElseThrow();
        assertThat(half.state()).isEqualTo(Job.State.RUNNING);
        assertThat(half.done()).isEqualTo(4);
        assertThat(half.total()).isEqualTo(8);
        Instant later = half.runAt().plusSeconds(2);
        assertThat(half.rate(later)).isEqualTo(2);
        assertThat(half.timeLeft(later)).isEqualTo(Duration.ofSeconds(2));
        enough.countDown();
        Job over = over(id);
        assertThat(over.state()).isEqualTo(Job.State.DONE);
        assertThat(over.done()).isEqualTo(8);
        assertThat(over.timeLeft(later)).isNull();
        assertThat(shortWork.ended).filteredOn(job -> job.id().equals(id)).containsExactly(over);
    }

    @Test
    void atMostOneJobOfAKindAndSubjectWaitsOrRuns() {
        var enough = new CountDownLatch(1);
        UUID first = UUID.randomUUID();
        shortWork.does(first, WorkForTests.until(new CountDownLatch(1), enough));
        assertThat(jobs.start(job(first, "one"))).isTrue();
        assertThat(jobs.start(job(UUID.randomUUID(), "one"))).isFalse();
        assertThat(jobs.isUnderWay("test-short", "one")).isTrue();
        enough.countDown();
        over(first);
        assertThat(jobs.isUnderWay("test-short", "one")).isFalse();
        UUID second = UUID.randomUUID();
        assertThat(jobs.start(job(second, "one"))).isTrue();
        over(second);
    }

    @Test
    void aJobCancelledWhileItWaitsNeverRuns() {
        var runs = new AtomicInteger();
        UUID id = UUID.randomUUID();
        shortWork.does(id, job -> runs.incrementAndGet());
        transaction.executeWithoutResult(status -> {
            assertThat(jobs.start(job(id, id.toString()))).isTrue();
            jobs.cancel(id);
        });
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.CANCELLED);
        assertThat(shortWork.ended).extracting(Job::id).contains(id);
        // Its row is still in the queue: the lane picks it up and finds that the job has ended.
        assertThat(runner.run(shortWork, id, () -> false)).isEmpty();
        over(started(job -> {}));
        assertThat(runs).hasValue(0);
        assertThatThrownBy(() -> jobs.cancel(id)).hasMessageContaining("job/over");
    }

    @Test
    void aCancelledRunningJobIsAskedToStop() {
        var begun = new CountDownLatch(1);
        UUID id = started(WorkForTests.until(begun, new CountDownLatch(1)));
        arrives(begun);
        jobs.cancel(id);
        jobs.cancel(id);
        assertThat(over(id).state()).isEqualTo(Job.State.CANCELLED);
        assertThat(shortWork.ended)
                .filteredOn(job -> job.id().equals(id))
                .extracting(Job::state)
                .containsExactly(Job.State.CANCELLED);
    }

    @Test
    void anErrorIsRetriedLaterAndFinallyEndsTheJob() {
        UUID id = queued();
        Work broken = job -> {
            throw new IllegalStateException("as the test wants it");
        };
        shortWork.does(id, broken);
        Instant next = runner.run(shortWork, id, () -> false).orElseThrow();
        Job waiting = jobs.find(id).orElseThrow();
        assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.nextTryAt()).isCloseTo(next, within(1, ChronoUnit.MILLIS));
        assertThat(waiting.problem()).isEqualTo("job.problem.broken");
        assertThat(runner.run(shortWork, id, () -> false)).isEmpty();
        Job failed = jobs.find(id).orElseThrow();
        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
        assertThat(failed.problemDetail()).isNotNull();
        // A person may start it again; it continues from its position.
        var runs = new AtomicInteger();
        shortWork.does(id, job -> runs.incrementAndGet());
        jobs.runAgain(id);
        assertThat(over(id).state()).isEqualTo(Job.State.DONE);
        assertThat(jobs.find(id).orElseThrow().problem()).isNull();
        assertThat(runs).hasValue(1);
        assertThatThrownBy(() -> jobs.runAgain(id)).hasMessageContaining("job/not-failed");
    }

    @Test
    void thePauseBeforeEachRetryGrows() {
        assertThat(List.of(1, 2, 3, 4, 40).stream().map(JobRunner.BACK_OFF::after))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(125),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10));
    }

    @Test
    void workThatCannotBeDoneFailsAtOnceWithItsReason() {
        UUID id = started(job -> {
            throw new JobFailed("test.problem", "detail\0");
        });
        Job failed = over(id);
        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
        assertThat(failed.attempts()).isZero();
        assertThat(failed.problem()).isEqualTo("test.problem");
        assertThat(failed.problemDetail()).isEqualTo("detail");
    }

    @Test
    void aShutdownLeavesTheJobToTheNextStart() {
        UUID id = queued();
        shortWork.does(id, job -> {
            job.done(3);
            job.orStop();
        });
        assertThat(runner.run(shortWork, id, () -> true)).isPresent();
        Job waiting = jobs.find(id).orElseThrow();
        assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
        assertThat(waiting.attempts()).isZero();
        assertThat(waiting.starts()).isZero();
        assertThat(waiting.done()).isEqualTo(3);
        assertThat(runner.run(shortWork, id, () -> false)).isEmpty();
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aJobWhoseProcessDiedTwiceIsNotRetriedAutomatically() {
        UUID id = queued();
        var runs = new AtomicInteger();
        shortWork.does(id, job -> runs.incrementAndGet());
        for (int deaths = 1; deaths <= 2; deaths++) {
            records.begin(id, UUID.randomUUID(), Instant.now());
        }
        assertThat(runner.run(shortWork, id, () -> false)).isEmpty();
        Job failed = jobs.find(id).orElseThrow();
        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
        assertThat(failed.problem()).isEqualTo("job.problem.died-twice");
        assertThat(runs).hasValue(0);
        jobs.runAgain(id);
        assertThat(over(id).state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aJobCancelledWhileItsProcessWasDeadEndsWithoutRunning() {
        UUID id = queued();
        var runs = new AtomicInteger();
        shortWork.does(id, job -> runs.incrementAndGet());
        records.begin(id, UUID.randomUUID(), Instant.now());
        jobs.cancel(id);
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.RUNNING);
        assertThat(runner.run(shortWork, id, () -> false)).isEmpty();
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.CANCELLED);
        assertThat(runs).hasValue(0);
    }

    /// A node that did not respond for so long that another node took over its job.
    @Test
    void anOutdatedStartWritesNothing() {
        UUID id = queued();
        shortWork.does(id, job -> {
            records.begin(id, UUID.randomUUID(), Instant.now());
            job.total(7);
            assertThat(job.stopping()).isTrue();
            job.orStop();
        });
        assertThat(runner.run(shortWork, id, () -> false)).isEmpty();
        Job others = jobs.find(id).orElseThrow();
        assertThat(others.state()).isEqualTo(Job.State.RUNNING);
        assertThat(others.total()).isNull();
        jobs.forget("test-short", id.toString());
    }

    @Test
    void aResultThatCannotBeStoredIsRetried() {
        UUID id = queued();
        FreshDatabase.superuser(jdbc)
                .sql("alter table job.job add constraint not_done check (id <> '" + id + "' or state <> 'done')")
                .update();
        assertThat(runner.run(shortWork, id, () -> false)).isPresent();
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.QUEUED);
        FreshDatabase.superuser(jdbc)
                .sql("alter table job.job drop constraint not_done")
                .update();
        assertThat(runner.run(shortWork, id, () -> false)).isEmpty();
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void theJobsOfARemovedSubjectAreDeleted() {
        var begun = new CountDownLatch(1);
        UUID id = started(WorkForTests.until(begun, new CountDownLatch(1)));
        arrives(begun);
        jobs.forget("test-short", id.toString());
        assertThat(jobs.find(id)).isEmpty();
        await().until(() -> jdbc.sql("select count(*) from job.short_task where task_instance like :id")
                        .param("id", id + "%")
                        .query(Long.class)
                        .single()
                == 0);
        assertThat(shortWork.ended).extracting(Job::id).doesNotContain(id);
    }

    /// A job in the table that is in no lane.
    private UUID queued() {
        UUID id = UUID.randomUUID();
        assertThat(records.add(job(id, id.toString()), "{}", Instant.now())).isTrue();
        return id;
    }

    private UUID started(Work work) {
        UUID id = UUID.randomUUID();
        shortWork.does(id, work);
        assertThat(jobs.start(job(id, id.toString()))).isTrue();
        return id;
    }

    private static NewJob job(UUID id, String subject) {
        return new NewJob(id, "test-short", subject, new UnitCode("04"), Map.of("what", "试验"), null, null);
    }

    private Job over(UUID id) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> jobs.find(id).orElseThrow(), job -> job.state().over());
    }

    private static void arrives(CountDownLatch latch) {
        await().atMost(Duration.ofMinutes(1)).until(() -> latch.getCount() == 0);
    }
}
