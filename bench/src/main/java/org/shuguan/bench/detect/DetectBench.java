package org.shuguan.bench.detect;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.Classifier;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.detect.TableSample;

/// Measures precision and recall of the detectors on the labelled set, compared with the peer on the same set.
public final class DetectBench {
    static final double PRECISION = 0.98;
    static final double RECALL = 0.95;
    private static final double CERTAIN_ENOUGH = 0.5;

    private final Classifier classifier = new Classifier();
    private final List<LabelledColumn> columns = LabelledSet.all();

    /// Prints the results of the held-out half and of the whole set.
    ///
    /// @param mistakes whether to list the errors in the tuning half; those of the held-out half are not listed,
    ///     so that nobody tunes for them
    /// @return whether all types reach the minimum
    public boolean run(boolean mistakes) {
        boolean heldOut = print("held-out half", held());
        boolean all = print("all", columns);
        if (mistakes) {
            List<LabelledColumn> tuning = columns.stream()
                    .filter(column -> column.half() == LabelledColumn.Half.TUNING)
                    .toList();
            new Score(tuning, this::typeOf).mistakes().forEach(System.out::println);
        }
        return heldOut && all;
    }

    List<LabelledColumn> held() {
        return columns.stream()
                .filter(column -> column.half() == LabelledColumn.Half.HELD_OUT)
                .toList();
    }

    List<LabelledColumn> columns() {
        return columns;
    }

    Score ours(List<LabelledColumn> of) {
        return new Score(of, this::typeOf);
    }

    private boolean print(String title, List<LabelledColumn> of) {
        Score ours = ours(of);
        Function<LabelledColumn, @Nullable DataType> presidio = new PresidioPeer()::typeOf;
        Score peer = new Score(of, presidio);
        long nothing = of.stream().filter(column -> column.label() == null).count();
        System.out.printf("%n%s: %,d columns, %,d of them nothing%n", title, of.size(), nothing);
        System.out.printf(
                "%-20s %8s %10s %8s %10s %8s%n", "type", "columns", "precision", "recall", "peer p.", "peer r.");
        boolean good = true;
        for (DataType type : DataType.delivered()) {
            Score.Of own = ours.of(type);
            Score.Of its = peer.of(type);
            boolean fine = own.precision() >= PRECISION && own.recall() >= RECALL;
            good &= fine;
            System.out.printf(
                    "%-20s %8d %10.3f %8.3f %10.3f %8.3f%s%n",
                    type.word(),
                    own.there(),
                    own.precision(),
                    own.recall(),
                    its.precision(),
                    its.recall(),
                    fine ? "" : "  below " + PRECISION + " / " + RECALL);
        }
        System.out.printf(
                "%-20s %8s %10.3f %8.3f %10.3f %8.3f%n",
                "mean of the types", "", ours.precision(), ours.recall(), peer.precision(), peer.recall());
        return good;
    }

    private @Nullable DataType typeOf(LabelledColumn column) {
        return classifier
                .classify(new TableSample("t", null, column.values().size(), List.of(column.sample())))
                .getFirst()
                .best()
                .filter(finding -> finding.confidence() >= CERTAIN_ENOUGH)
                .map(Classification.Finding::type)
                .orElse(null);
    }
}
