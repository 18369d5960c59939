#!/usr/bin/env python3
"""From the rendered chart, what podman 4.3 can play: the workloads as pods with their secrets, and the servers beside
them. What it cannot play is checked here instead. usage: chart-test-manifests.py RENDERED.yaml KEYS_DIR OUT_DIR"""
import os
import sys

import yaml

SERVERS_IMAGE = "localhost/watchbell-servers:dev"
HOST_PORT = 18080
SINKS_HOST_PORT = 18026
PLAYED = {"Deployment", "StatefulSet", "ConfigMap"}
CHECKED = {"Service", "ServiceAccount", "NetworkPolicy", "PodDisruptionBudget", "Pod"}


def require(condition, complaint):
    if not condition:
        sys.exit(f"chart-test: {complaint}")


def check_restricted(name, spec):
    """The Pod Security Standard "restricted", and the two steps beyond it that the chart promises."""
    pod = spec["securityContext"]
    require(pod["runAsNonRoot"] and pod["seccompProfile"]["type"] == "RuntimeDefault", f"{name}: pod is not restricted")
    require(spec["automountServiceAccountToken"] is False, f"{name}: mounts a service account token")
    allowed = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
    for volume in spec.get("volumes", []):
        require(set(volume) - {"name"} <= allowed, f"{name}: volume {volume['name']} is of a refused kind")
    for container in spec["containers"]:
        own = container["securityContext"]
        require(own["allowPrivilegeEscalation"] is False and own["readOnlyRootFilesystem"] is True
                and own["capabilities"] == {"drop": ["ALL"]}, f"{name}: container is not restricted")
        require("limits" in container["resources"], f"{name}: no memory limit")


def check_references(objects):
    """Every policy, budget and service selects pods that exist; everything is denied before anything is allowed."""
    pods = [o["spec"]["template"]["metadata"]["labels"] for o in objects if o["kind"] in ("Deployment", "StatefulSet")]
    pods += [o["metadata"]["labels"] for o in objects if o["kind"] == "Pod"]
    for thing in objects:
        spec = thing.get("spec", {})
        selector = {"Service": spec.get("selector"), "PodDisruptionBudget": spec.get("selector", {}).get("matchLabels"),
                    "NetworkPolicy": spec.get("podSelector", {}).get("matchLabels")}.get(thing["kind"])
        if selector:
            require(any(selector.items() <= labels.items() for labels in pods),
                    f"{thing['kind']} {thing['metadata']['name']} selects nothing")
    require(any(o["kind"] == "NetworkPolicy" and "ingress" not in o["spec"] and "egress" not in o["spec"]
                and o["spec"]["policyTypes"] == ["Ingress", "Egress"] for o in objects), "no default-deny policy")


def playable(workload):
    """The workload's template as one pod under the workload's own name, so that its DNS name is that of its Service."""
    name, spec = workload["metadata"]["name"], workload["spec"]["template"]["spec"]
    check_restricted(name, spec)
    for key in ("serviceAccountName", "topologySpreadConstraints", "imagePullSecrets", "priorityClassName"):
        spec.pop(key, None)
    for claim in workload["spec"].get("volumeClaimTemplates", []):
        spec.setdefault("volumes", []).append({"name": claim["metadata"]["name"], "emptyDir": {}})
    for volume in spec.get("volumes", []):
        if "secret" in volume:
            # Podman 4.3 mounts a secret's data without decoding it; its config maps are whole.
            volume["configMap"] = {"name": volume.pop("secret")["secretName"]}
    # Podman makes an emptyDir a volume of that very name, which two pods would then share.
    for volume in spec.get("volumes", []):
        if "emptyDir" in volume:
            for mount in spec["containers"][0]["volumeMounts"]:
                if mount["name"] == volume["name"]:
                    mount["name"] = f"{name}-{volume['name']}"
            volume["name"] = f"{name}-{volume['name']}"
    for container in spec["containers"]:
        # Podman plays probes through `nc` in the container and needs systemd for their timers.
        for key in ("startupProbe", "readinessProbe", "livenessProbe", "lifecycle"):
            container.pop(key, None)
        # Podman publishes every port that is named; only the gateway's pages are meant to be.
        container["ports"] = [{"containerPort": port["containerPort"], "hostPort": HOST_PORT, "hostIP": "127.0.0.1"}
                              for port in container["ports"] if port["name"] == "http"]
    return {"apiVersion": "v1", "kind": "Pod", "spec": spec,
            "metadata": {"name": name, "labels": workload["spec"]["template"]["metadata"]["labels"]}}


def secret(name, *paths):
    data = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            data[os.path.basename(path)] = file.read()
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


def server(name, image, *command):
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": {
        "securityContext": {"runAsUser": 65532, "runAsGroup": 65532},
        "containers": [{"name": name, "image": image, "imagePullPolicy": "Never", "command": list(command),
                        "volumeMounts": [{"name": f"{name}-data", "mountPath": "/data"}]}],
        "volumes": [{"name": f"{name}-data", "emptyDir": {}}]}}


def main():
    rendered, keys, out = sys.argv[1:]
    with open(rendered, encoding="utf-8") as file:
        objects = [o for o in yaml.safe_load_all(file) if o]
    unknown = {o["kind"] for o in objects} - PLAYED - CHECKED
    require(not unknown, f"kinds that nobody plays or checks: {unknown}")
    check_references(objects)
    for pod in (o for o in objects if o["kind"] == "Pod"):
        check_restricted(pod["metadata"]["name"], pod["spec"])

    workloads = [o for o in objects if o["kind"] in ("Deployment", "StatefulSet")]
    image = workloads[0]["spec"]["template"]["spec"]["containers"][0]["image"]
    played = [secret("watchbell-token-public", f"{keys}/token-public.pem"),
              secret("watchbell-gateway-keys", f"{keys}/token-private.pem"),
              secret("watchbell-webhook", f"{keys}/webhook-secret"),
              secret("watchbell-dispatch", f"{keys}/dispatch-secret")]
    played += [secret(f"watchbell-{s}-keys", f"{keys}/{s}/keys.txt") for s in ("visitor", "alerting", "notification")]
    played.append(secret("watchbell-threat-intake-keys", f"{keys}/threat-intake/keys.txt", f"{keys}/receipt-key"))
    played += [o for o in objects if o["kind"] == "ConfigMap"] + [playable(w) for w in workloads]
    servers = [server("nats", SERVERS_IMAGE, "nats-server", "-js", "-sd", "/data"),
               server("redis", SERVERS_IMAGE, "redis-server", "--dir", "/data", "--protected-mode", "no"),
               server("sinks", image, "sinks", "--host", "0.0.0.0", "--http-port", "8025", "--smtp-port", "1025")]
    servers[-1]["spec"]["containers"][0]["ports"] = [
        {"containerPort": 8025, "hostPort": SINKS_HOST_PORT, "hostIP": "127.0.0.1"}]
    for name, documents in (("workloads", played), ("servers", servers)):
        with open(f"{out}/{name}.yaml", "w", encoding="utf-8") as file:
            yaml.safe_dump_all(documents, file)


main()
