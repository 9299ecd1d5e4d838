package org.shuguan.server.collection;

import java.util.List;
import java.util.UUID;
import org.shuguan.dataplane.capture.CaptureFailed;
import org.shuguan.dataplane.capture.Prerequisite;
import org.shuguan.dataplane.capture.SourceLog;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.SourceUnreadable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.census.Census;
import org.shuguan.server.census.SourceRecord;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;

/// Looks at a source whether a plan's table can be captured. It asks the source, and is not called in a transaction.
@Component
public class CaptureChecks {
    private final Plans plans;
    private final Census census;
    private final Captures captures;
    private final Ways ways;
    private final Collecting collecting;
    private final Texts texts;

    CaptureChecks(Plans plans, Census census, Captures captures, Ways ways, Collecting collecting, Texts texts) {
        this.plans = plans;
        this.census = census;
        this.captures = captures;
        this.ways = ways;
        this.collecting = collecting;
        this.texts = texts;
    }

    /// The commands by which an administrator of a plan's source fulfils what is needed and missing.
    ///
    /// @throws CollectionRefused if the source cannot be asked
    public List<String> commands(UUID plan) {
        return check(plans.find(plan).orElseThrow(CollectionRefused::noCapture)).stream()
                .filter(one -> one.needed() && !one.met() && !one.command().isEmpty())
                .map(Prerequisite::command)
                .toList();
    }

    /// What the source of a plan must be set to, and whether it is.
    ///
    /// @throws CollectionRefused if it cannot be asked
    List<Prerequisite> check(Plan plan) {
        Content content = collecting.contentOf(plan);
        Content.Mount mount = content.mount();
        if (mount == null || !ways.isPossible(content)) {
            throw CollectionRefused.noCapture();
        }
        SourceRecord record = census.source(mount.source()).orElseThrow(CollectionRefused::noCapture);
        try {
            Source source = census.opened(record);
            return SourceLog.of(source)
                    .check(mount.path(), CaptureKeeper.columns(content), captures.nameOf(plan.id()))
                    .prerequisites();
        } catch (SourceUnreadable unreadable) {
            throw CollectionRefused.captureAway(
                    texts.say("census.reason." + unreadable.reason().name()));
        } catch (CaptureFailed failed) {
            throw CollectionRefused.captureAway(failed.detail());
        }
    }

    /// @throws CollectionRefused if something is missing
    void mustBeReady(Plan plan) {
        List<String> missing = check(plan).stream()
                .filter(one -> one.needed() && !one.met())
                .map(one -> texts.say("collection.capture." + one.code()))
                .toList();
        if (!missing.isEmpty()) {
            throw CollectionRefused.captureNotReady(String.join("; ", missing));
        }
    }
}
