{{- define "checkbridge.name" -}}
{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- define "checkbridge.selector" -}}
app.kubernetes.io/name: checkbridge
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}
{{- define "checkbridge.labels" -}}
{{ include "checkbridge.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}
{{- define "checkbridge.serviceAccount" -}}
{{ default (include "checkbridge.name" .) .Values.serviceAccount.name }}
{{- end }}
{{- define "checkbridge.image" -}}
{{ if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}{{ else }}{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}{{ end }}
{{- end }}
