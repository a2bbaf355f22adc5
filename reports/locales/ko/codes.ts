import type { codes as english } from '../en/codes.ts';

/** 판정 사유, 점검 이름, 원인과 조치. */
export const codes: Readonly<Record<keyof typeof english, string>> = {
  'code.unknown': '코드 {code}',
  'code.unknown.values': '코드 {code} ({values})',

  'reason.meets': '구간 전체가 좋은 쪽에 있습니다.',
  'reason.narrow': '좋은 쪽이지만 기준에 가깝습니다.',
  'reason.misses': '근거 전체가 나쁜 쪽에 있습니다.',
  'reason.misses-with-share': '수치 중 시험기 몫일 수 있는 {shareRatio}를 빼도 미충족입니다.',
  'reason.straddles': '구간이 기준에 걸쳐 있어 이번 실행으로는 알 수 없습니다.',
  'reason.open-interval': '느린 답변이 몰려 있어, 판정할 쪽의 경계를 정할 독립 표본이 부족합니다.',
  'reason.no-evidence': '계획되었으나 근거가 기록되지 않았습니다.',
  'reason.below-floor': '이 백분위수를 말하기에 표본이 부족합니다.',
  'reason.no-interval': '구간을 만들기에 표본이 부족합니다.',
  'reason.too-few': '필요한 {kind} {needed} 중 {had}만 확보했습니다.',
  'reason.unknown-asks': '문의 {n}건 중 {unknown}건의 결말을 시험 기록으로 알 수 없습니다.',
  'reason.operator-restored': '운영자 복구: {trials}회는 시험기가 해당 부분을 다시 시작해야 했습니다.',
  'reason.not-recovered': '{trials}회는 관찰 시간 안에 복구되지 않았습니다.',
  'reason.checker-failed': '검사기가 오류로 멈췄습니다: {message}.',
  'reason.unknown-checker': '그 이름의 검사기가 설치되어 있지 않습니다.',
  'reason.missing-capability': '공급사가 “{capability}” 기능을 제공하지 않습니다.',
  'reason.connection-mode': '이 연결 방식에서는 시험할 수 없습니다: {mode}.',
  'reason.not-selected': '이번 실행에서 선택되지 않음: {scenario}.',
  'reason.co-located':
    '지속 처리: {valuePerSec}, 지속하지 못함: {highPerSec}, 기준: {targetPerSec}. 공급사와 시험기가 한 장비를 함께 쓰므로 처리한 값은 입증되지만 한계는 입증되지 않습니다.',
  'reason.rate-not-reached':
    '지속 처리: {valuePerSec}, 기준: {targetPerSec}. 기준 이상의 처리율에서 처리 실패가 확인된 것은 아닙니다.',
  'reason.co-located-agents':
    '지속: 상담원 {value}명, 지속되지 않음: {high}명, 요구: {target}명. 공급사와 시험이 같은 장비를 쓰므로 지속된 것은 입증되고 무너진 것은 입증되지 않습니다.',
  'reason.agents-not-reached':
    '지속: 상담원 {value}명, 요구: {target}명. 그만큼 높은 수에 도달하고도 지속되지 않은 지점은 없습니다.',
  'reason.needs-size': '필요한 규모: {sizes}.',
  'reason.rehearsal': '예행 시험. 실제 {hours}시간이 필요합니다(규모: {sizes}).',
  'reason.harness-share': '시험기 몫: 수치의 {shareRatio}가 시험 자체에서 나왔을 수 있습니다.',
  'reason.invalid': '측정이 유효하지 않습니다: {check}.',

  'kind.samples': '표본 수',
  'kind.minutes': '측정 시간(분)',
  'kind.trials': '회차',
  'kind.hours': '실제 시간(h)',

  'check.lateness': '문의의 정시 전송',
  'check.dropped-work': '빠뜨린 계획 작업 없음',
  'check.engine-lateness': '업로드와 호출의 정시 시작',
  'check.planned-work': '계획 작업의 실제 투입',
  'check.fault-injected': '장애의 실제 주입',
  'check.pressure-held': '계획한 부하의 유지',
  'check.ledger-sums': '대사표 합계',
  'check.capacity-points': '탐색 지점의 판정 가능 여부',
  'check.recorder': '이벤트 파일의 완전성',
  'check.null-ceiling': '무작업 상한의 절반 이하 부하',
  'check.fault-timing': '종료 확인 시점',
  'check.recorder-lag': '이벤트의 제때 기록',
  'check.disk-slow': '실행 폴더 디스크의 쓰기',
  'check.sealed-files': '실행 당시 그대로인 파일',
  'check.result-file': '기록된 그대로의 result.json',
  'check.clock-step': '벽시계의 연속성',
  'check.timer-resolution': '시계와 타이머의 정밀도',
  'check.sockets': '남은 파일 서술자와 포트',
  'check.matcher-differs': '계획대로의 답변 대조',
  'check.matcher-suspect': '대조 규칙에 맞는 답변',
  'check.pair-rate': '페어 속도 안에서 답할 수 있는 문의',
  'check.minimum-evidence': '표본과 시간의 충분성',
  'check.hole': '스크립트 문의의 숨은 대기',
  'check.run-queue-window': '공급사 CPU의 최악 10초',
  'check.sampling-gaps': '장비의 연속 관찰',
  'check.memory-slope': '시험기의 시간당 메모리 증가',
  'check.mock-loop-delay': '모의 Meta의 이벤트 루프 지연',
  'check.engine-loop-delay': '엔진의 이벤트 루프 지연',
  'check.orchestrator-loop-delay': '조정 프로세스의 이벤트 루프 지연',
  'check.garbage-collection': '시험기의 가비지 수집',
  'check.run-queue-harness': '시험기의 CPU 대기',
  'check.run-queue-vendor': '다른 프로그램에 밀린 공급사의 CPU 대기',
  'check.foreign-load': '장비의 다른 프로그램',
  'check.steal': '하이퍼바이저가 가져간 CPU',
  'check.cpu-pressure': '장비의 CPU 압박',

  'cause.lateness': '문의가 늦게 나가 부하가 계획과 달랐습니다. 장비를 비우고 다시 실행하십시오.',
  'cause.lateness.warning':
    '일부 문의가 늦게 나갔습니다: 100건 중 1건은 {p99Ms} 이상. 수치는 유효하며, 장비를 비우면 더 정확해집니다.',
  'cause.dropped-work':
    '계획한 작업이 시작되지 못했습니다({scenario}). 장비를 비우거나 더 작은 규모로 다시 실행하십시오.',
  'cause.dropped-work.warning':
    '계획한 작업 일부가 시작되지 못했습니다({scenario}, {droppedRatio}). 수치는 유효하며, 장비를 비우면 더 깨끗해집니다.',
  'cause.engine-lateness': '작업이 늦게 시작되었습니다({scenario}). 장비를 비우고 다시 실행하십시오.',
  'cause.engine-lateness.warning':
    '일부 작업이 늦게 시작되었습니다({scenario}): 100건 중 1건은 {p99Ms} 이상. 수치는 유효합니다.',
  'cause.planned-work': '계획한 작업의 일부가 투입되지 않았습니다({scenario}). 다시 실행하십시오.',
  'cause.fault-injected':
    '장애 {trials}건 중 {missing}건이 실제로 일어나지 않았습니다(프로세스, 신호, 종료가 확인되지 않음). 공급사의 프로세스 목록을 확인하고 다시 실행하십시오.',
  'cause.pressure-held':
    '장애가 계획대로 주입되지 않았습니다. {trials}회 중 {missing}회에서 코어 사용률이 {targetRatio}가 아니라 {achievedRatio}였습니다. 이 장비의 다른 프로그램을 멈추고 다시 실행하십시오.',
  'cause.ledger-sums':
    '문의의 합계가 맞지 않거나 문의 {sent}건 중 {unknown}건의 결말을 알 수 없습니다. 실행 폴더를 보관하고 결함을 신고하십시오.',
  'cause.ledger-sums.warning':
    '문의 {sent}건 중 {unknown}건의 결말을 기록으로 알 수 없습니다. 수치는 유효합니다.',
  'cause.capacity-points':
    '지점 {points}개 중 {unjudged}개를 판정할 수 없었습니다. 시험기가 먼저 한계에 이르렀습니다. 장비를 비우거나 더 큰 장비를 쓰십시오.',
  'cause.capacity-points.warning':
    '지점 {points}개 중 {unjudged}개에서는 시험기가 먼저 한계에 이르러 판정하지 않았습니다. 그보다 낮은 처리율의 수치는 유효합니다.',
  'cause.recorder':
    '{lost}줄이 사라지고 파일 {open}개가 닫히지 않았습니다. 디스크 공간을 확인하고 다시 실행하십시오.',
  'cause.null-ceiling':
    '부하 {ratePerSec}: 이 장비가 무작업 공급사로 내는 값({ceilingPerSec})의 절반을 넘습니다. 더 큰 장비를 쓰십시오.',
  'cause.fault-timing':
    '시험 {trial}에서 신호 후 {afterMs}이 지나서야 종료가 확인되어 복구 시간의 기점이 늦습니다. 장비를 비우고 다시 실행하십시오.',
  'cause.fault-timing.warning':
    '시험 {trial}에서 신호 후 {afterMs}에 종료가 확인되었습니다. 복구가 그만큼 더 길 수 있으나 수치는 유효합니다.',
  'cause.recorder-lag':
    '“{file}”의 이벤트가 {lagMs} 동안 디스크에 기록되지 못했습니다. 기록기가 따라가지 못했으니 더 빠른 디스크나 빈 장비에서 다시 실행하십시오.',
  'cause.recorder-lag.warning':
    '“{file}”의 이벤트가 {lagMs} 뒤에야 디스크에 기록되었습니다. 사라진 것은 없으며 수치는 유효합니다.',
  'cause.disk-slow':
    '디스크가 느렸습니다. “{file}” 쓰기 한 번에 최대 {slowestMs}이 걸렸고, 메시지를 저장하는 공급사도 함께 기다립니다. 더 빠른 디스크에서 다시 실행하십시오.',
  'cause.disk-slow.warning':
    '“{file}” 쓰기 한 번에 최대 {slowestMs}이 걸렸습니다. 수치는 유효하며, 더 빠른 디스크라면 더 확실합니다.',
  'cause.sealed-files':
    '실행이 끝난 뒤 파일이 바뀌거나 더해지거나 없어졌습니다({changed}개: {files}). 측정한 곳에서 폴더를 다시 복사하거나 다시 실행하십시오.',
  'cause.result-file':
    'result.json이 기록된 뒤에 바뀌었습니다. 이 수치는 이벤트 파일에서 다시 계산한 것이니, 판정을 보려면 “stormproof check”를 한 번 더 실행하십시오.',
  'cause.clock-step':
    '실행 중 벽시계가 {stepMs} 건너뛰었습니다(“{file}”에서 확인). 시계가 안정된 뒤 다시 실행하십시오.',
  'cause.timer-resolution':
    '이 장비의 시계 눈금은 {clockMs}로, 밀리초 단위 수치에는 너무 거칩니다. 다른 장비를 쓰십시오.',
  'cause.timer-resolution.warning':
    '이 장비의 타이머는 {wakeMs} 늦게 깨어납니다. 수치는 유효하며, 그 영향은 지각 항목에 나타납니다.',
  'cause.sockets':
    '장비의 파일 서술자, 포트 또는 버퍼가 바닥나 시험기의 연결 {refused}건이 거부되었습니다. 한계를 올리고 다시 실행하십시오.',
  'cause.sockets.warning':
    '시험기가 파일 서술자 또는 장비 포트의 {usedRatio}를 썼습니다({scenario}). 더 큰 실행 전에 한계를 올리십시오.',
  'cause.matcher-differs':
    '계획 {plan}의 답변이 “{used}” 규칙으로 대조되었으나 이 실행의 계획은 “{planned}”입니다. 한 가지 규칙으로 다시 실행하십시오.',
  'cause.matcher-suspect':
    '계획 {plan}의 답변 {replies}건 중 {failing}건이 대조 규칙에 맞지 않습니다. 규칙이나 심어 둔 코드가 이 공급사와 맞지 않을 수 있으니 답변을 확인하고 고친 뒤 다시 실행하십시오.',
  'cause.matcher-suspect.warning':
    '계획 {plan}의 답변 {replies}건 중 {failing}건은 대조 규칙상 답이 아닙니다. 규칙이 이 공급사에 맞다면 수치는 유효합니다.',
  'cause.pair-rate':
    '계획 {plan}의 문의 {planned}건 중 {beyond}건은 Meta의 페어 속도 제한(131056)보다 빨라 어떤 공급사도 제때 답할 수 없습니다. 고객 수를 늘려 다시 실행하십시오.',
  'cause.minimum-evidence':
    '요건 {short}개에 필요한 만큼 측정되지 않았으며 해당 판정에 적혀 있습니다. 전체를 다시 실행하십시오.',
  'cause.hole':
    '스크립트가 수치보다 {p99Ms} 더 오래 답변을 기다렸습니다({scenario}). 장비를 비우거나 가상 사용자를 줄이십시오.',
  'cause.run-queue-window':
    '{fromMs}부터 10초 동안 수치의 최대 {valueRatio}가 다른 프로그램이나 시험기 탓일 수 있습니다({scenario}). 장비를 비우고 다시 실행하십시오.',
  'cause.sampling-gaps':
    '조정 프로세스가 지체되어 {valueRatio}의 시간 동안 장비를 관찰하지 못했습니다({scenario}). 관찰하지 못한 시간은 시험기 몫으로 봅니다. 장비를 비우고 다시 실행하십시오.',
  'cause.memory-slope':
    '시험기의 {role} 메모리가 시간당 {gainBytes} 늘어 뒤로 갈수록 느려 보일 수 있습니다. 실행 폴더와 함께 결함을 신고하십시오.',
  'cause.mock-loop-delay':
    '모의 Meta가 지체되어 답변이 느려 보일 수 있습니다({scenario}). 장비를 비우십시오.',
  'cause.engine-loop-delay': '엔진이 지체되어 수치가 느려 보일 수 있습니다({scenario}). 장비를 비우십시오.',
  'cause.orchestrator-loop-delay':
    '조정 프로세스가 지체되었습니다({scenario}). 수치는 이 프로세스를 거치지 않습니다.',
  'cause.garbage-collection': '시험기의 가비지 수집으로 수치가 느려 보일 수 있습니다({scenario}).',
  'cause.run-queue-harness':
    '시험기가 CPU를 기다려 수치가 느려 보일 수 있습니다({scenario}). 코어를 늘리십시오.',
  'cause.run-queue-vendor':
    '공급사가 다른 프로그램에 밀려 CPU를 기다렸으므로 느려 보일 수 있습니다({scenario}). 코어를 늘리십시오.',
  'cause.foreign-load': '다른 프로그램이 장비를 썼습니다({scenario}). 끄고 다시 실행하십시오.',
  'cause.steal': '호스트가 CPU 시간을 다른 곳에 주었습니다({scenario}). 전용 장비를 쓰십시오.',
  'cause.cpu-pressure': '장비가 가득 차 수치가 느려 보일 수 있습니다({scenario}). 코어를 늘리십시오.',
  'cause.ok': '한계 이내.',
  'cause.not-measured': '이 장비에서는 측정할 수 없습니다.',

  'error.script-exception': '스크립트가 예외로 멈춤',
  'error.webhook': '웹훅 거부: {x}',
  'error.graph': '모의 Meta의 오류 응답 {x}',
  'error.upload': '업로드 응답 상태 {x}',
  'error.unexpected': '예상하지 않은 메시지: {x}',
  'error.shift': '상담원 작업 실패: {x}',
  'error.campaign': '캠페인 거부, 응답 상태 {x}',
  'error.order': '주문 실패: {x}',
  'error.api': 'API 호출 응답 상태 {x}',
  'error.search': '검색 실패: {x}',
  'error.search-wrong-result': '검색 결과가 실제 내용과 다름',
  'phase.null': '무작업 공급사',
  'phase.start-vendor': '공급사 시작',
  'phase.stop-vendor': '공급사 종료',
  'phase.load-history': '대화 이력 적재',
  'phase.warmup': '준비 운전',
  'phase.other': '기타',
};
