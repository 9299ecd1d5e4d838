package org.shuguan.server.approval;

import java.util.ArrayList;
import java.util.List;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.Gateway;
import org.flowable.bpmn.model.GraphicInfo;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.history.HistoricActivityInstance;

/// The diagram of a flow, with the current and the completed steps. Lengths are in the file's units.
public record FlowDiagram(List<Node> nodes, List<Edge> edges) {
    /// @param kind `step`, `event` or `gateway`
    /// @param state `done`, `current` or `ahead`
    public record Node(
            String id, String name, String kind, String state, double x, double y, double width, double height) {}

    /// @param points x and y alternating
    public record Edge(String name, boolean taken, List<Double> points) {}

    static FlowDiagram of(BpmnModel model, List<HistoricActivityInstance> been) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (FlowElement element : model.getMainProcess().getFlowElements()) {
            if (element instanceof FlowNode node) {
                nodes.add(node(node, model.getGraphicInfo(node.getId()), been));
            } else if (element instanceof SequenceFlow flow) {
                boolean taken = been.stream().anyMatch(a -> a.getActivityId().equals(flow.getId()));
                List<Double> points = model.getFlowLocationGraphicInfo(flow.getId()).stream()
                        .flatMap(point -> List.of(point.getX(), point.getY()).stream())
                        .toList();
                edges.add(new Edge(flow.getName() == null ? "" : flow.getName(), taken, points));
            }
        }
        return new FlowDiagram(nodes, edges);
    }

    private static Node node(FlowNode node, GraphicInfo at, List<HistoricActivityInstance> been) {
        boolean current = been.stream().anyMatch(a -> a.getActivityId().equals(node.getId()) && a.getEndTime() == null);
        boolean done = been.stream().anyMatch(a -> a.getActivityId().equals(node.getId()));
        String kind = node instanceof UserTask ? "step" : node instanceof Gateway ? "gateway" : "event";
        return new Node(
                node.getId(),
                node.getName() == null ? "" : node.getName(),
                kind,
                current ? "current" : done ? "done" : "ahead",
                at.getX(),
                at.getY(),
                at.getWidth(),
                at.getHeight());
    }
}
