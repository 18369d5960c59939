{{/* Release-wide name; each object of a service is <this>-<service>. */}}
{{- define "watchbell.fullname" -}}
{{- $name := .Release.Name -}}
{{- if not (contains .Chart.Name $name) }}{{ $name = printf "%s-%s" $name .Chart.Name }}{{ end -}}
{{- $name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{- define "watchbell.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{/* What selects the pods of one service: (dict "root" $ "service" "visitor"). Never changes after the first install. */}}
{{- define "watchbell.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{- define "watchbell.labels" -}}
{{ include "watchbell.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: watchbell
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{/* A service's settings over the defaults, as JSON: fromJson (include "watchbell.service" (dict "root" $ "service" name)). */}}
{{- define "watchbell.service" -}}
{{ merge (dict) (index .root.Values.services .service) .root.Values.defaults | toJson }}
{{- end }}

{{/* Where a service answers: include "watchbell.address" (list $ "notification"). */}}
{{- define "watchbell.address" -}}
{{- $root := index . 0 -}}
{{- $service := fromJson (include "watchbell.service" (dict "root" $root "service" (index . 1))) -}}
{{ include "watchbell.fullname" $root }}-{{ index . 1 }}:{{ $service.grpcPort }}
{{- end }}

{{/* How to ask a service whether it serves: (list $ port). */}}
{{- define "watchbell.probe" -}}
{{ ternary "tcpSocket" "grpc" (ne (index . 0).Values.tls.existingSecret "") }}: { port: {{ index . 1 }} }
{{- end }}
