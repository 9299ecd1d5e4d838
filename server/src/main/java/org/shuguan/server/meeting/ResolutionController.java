package org.shuguan.server.meeting;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.followup.FollowUp;
import org.shuguan.server.followup.FollowUpFacts;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The resolutions of all meetings with what became of them, over HTTP.
@RestController
@RequestMapping("/api/resolutions")
class ResolutionController {
    /// @param followUpState null for one that was rejected
    /// @param light null when the follow-up is over, or there is none
    record ResolutionRow(
            KeptResolutions.Decided resolution,
            String leadName,
            @Nullable String number,
            FollowUp.@Nullable State followUpState,
            @Nullable Integer percent,
            @Nullable DeadlineLight light) {}

    static final ListColumns<ResolutionRow> COLUMNS = ListColumns.<ResolutionRow>titled("meeting.resolution-column.")
            .column("meeting", row -> row.resolution().meetingTitle(), "m.title")
            .column("day", row -> row.resolution().day(), "m.day")
            .column("position", row -> row.resolution().position())
            .column("title", row -> row.resolution().title(), "r.title")
            .column("lead", ResolutionRow::leadName, "r.lead")
            .column("due", row -> row.resolution().due(), "r.due")
            .word(
                    "state",
                    "meeting.resolution-state.",
                    row -> row.resolution().state().word(),
                    "r.state")
            .word("manner", "meeting.manner.", row -> row.resolution().manner().word(), "r.manner")
            .column("followUp", ResolutionRow::number)
            .word(
                    "followUpState",
                    "followup.state.",
                    row -> row.followUpState() == null
                            ? null
                            : Objects.requireNonNull(row.followUpState()).word())
            .column("percent", ResolutionRow::percent)
            .word(
                    "light",
                    "followup.light.",
                    row -> row.light() == null
                            ? null
                            : Objects.requireNonNull(row.light()).word())
            .filter("state", List.of("adopted", "rejected"));

    private final Topics reading;
    private final KeptResolutions kept;
    private final FollowUpFacts followUps;
    private final OpenResolutions openResolutions;
    private final Institution institution;
    private final Texts texts;

    ResolutionController(
            Topics reading,
            KeptResolutions kept,
            FollowUpFacts followUps,
            OpenResolutions openResolutions,
            Institution institution,
            Texts texts) {
        this.reading = reading;
        this.kept = kept;
        this.followUps = followUps;
        this.openResolutions = openResolutions;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param unit only those that this unit leads or takes part in
    /// @param meeting only those of this meeting
    /// @param lead only those that this unit leads
    /// @param open only those whose follow-up is not over
    @GetMapping
    Listing<ResolutionRow> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UUID meeting,
            @RequestParam @Nullable UnitCode lead,
            @RequestParam(defaultValue = "false") boolean open,
            @ParameterObject ListQuery query,
            Actor actor) {
        Listing<KeptResolutions.Decided> found = kept.list(
                reading.reader(actor),
                COLUMNS.chosen("state", state),
                unit == null || unit.isBlank() ? null : unit,
                meeting,
                lead,
                open ? openResolutions.followUps() : null,
                query);
        Map<UUID, FollowUp> known = followUps.find(found.items().stream()
                .map(KeptResolutions.Decided::followUp)
                .filter(Objects::nonNull)
                .toList());
        Function<UnitCode, String> names = institution.unitNames();
        return found.map(one -> {
            FollowUp followUp = one.followUp() == null ? null : known.get(one.followUp());
            return new ResolutionRow(
                    one,
                    names.apply(one.lead()),
                    followUp == null ? null : followUp.number(),
                    followUp == null ? null : followUp.state(),
                    followUp == null ? null : followUp.percent(),
                    followUp == null || followUp.closedAt() != null ? null : followUps.light(followUp));
        });
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable UUID meeting,
            @RequestParam @Nullable UnitCode lead,
            @RequestParam(defaultValue = "false") boolean open,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("meeting.resolution-list"),
                query,
                page -> list(state, unit, meeting, lead, open, page, actor),
                texts);
    }
}
