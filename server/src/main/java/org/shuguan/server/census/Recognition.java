package org.shuguan.server.census;

import java.util.List;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.TableSample;
import org.shuguan.dataplane.detect.Thresholds;
import org.springframework.stereotype.Component;

/// Recognises a column by its name alone, by the city's words and types, before a census reads its values.
@Component
public class Recognition {
    /// By name alone every finding is less than certain: it is proposed, and a person decides.
    private static final int CERTAIN = 1;

    private final CensusRules rules;

    Recognition(CensusRules rules) {
        this.rules = rules;
    }

    /// What a column with this name and comment may hold.
    public Classification byName(String column, String comment) {
        Thresholds usual = rules.thresholds();
        Thresholds never = new Thresholds(CERTAIN, usual.massRows(), usual.duplicate(), usual.reference());
        return rules.classifier(never)
                .classify(new TableSample(
                        "", null, 0, List.of(new TableSample.ColumnSample(column, comment, "text", 0, 0, List.of()))))
                .getFirst();
    }
}
